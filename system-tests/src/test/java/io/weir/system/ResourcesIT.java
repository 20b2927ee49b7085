package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.system.SharedPlatform.Addresses;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What holds of every kind of resource: lists by the beginnings of names, and of two who change one at once one wins. */
@ExtendWith(SharedPlatform.class)
class ResourcesIT {

    /** A message {@code shop.v1.Order}, as protoc writes it, in Base64. */
    static final String DESCRIPTORS =
            "CkAKCnNob3AucHJvdG8SB3Nob3AudjEiIQoFT3JkZXISCgoCaWQYASABKAMSDAoEbm90ZRgCIAEoCWIGcHJvdG8z";

    private static final String COLUMNS =
            "{'type': 'struct', 'fields': [{'name': 'id', 'type': 'long', 'nullable': true, 'metadata': {}}]}";
    private static final int TRIALS = 5;

    /**
     * A kind, in JSON with other quotation marks.
     *
     * @param path of its list
     * @param body that makes one, but for its name
     * @param change to one, of which a number is a part
     */
    private record Kind(String path, String body, String change) {

        @Override
        public String toString() {
            return path;
        }
    }

    private static final List<Kind> KINDS = List.of(
            new Kind(
                    "/stores",
                    "'kind': 'DUCKDB', 'properties': {'path': 'kinds.duckdb'}",
                    "{'properties': {'path': 'k%d.duckdb'}}"),
            new Kind("/stores/kinds-broker/topics", "'partitions': 1", "{'partitions': %d}"),
            new Kind("/secrets", "'value': 'hunter2'", "{'value': 'hunter%d'}"),
            new Kind("/roles", "'description': ''", "{'description': '%d'}"),
            new Kind("/organizations", "'comment': ''", "{'comment': '%d'}"),
            new Kind("/users", "'roles': []", "{'roles': ['kinds-%d']}"),
            new Kind(
                    "/tokens",
                    "'scope': 'READ'",
                    "{'expiresAt': '" + LocalDate.now().plusDays(30) + "T00:00:%dZ'}"),
            new Kind("/databases", "'comment': ''", "{'comment': '%d'}"),
            new Kind("/databases/weir/schemas", "'comment': ''", "{'comment': '%d'}"),
            new Kind("/tables", "'schema': " + COLUMNS, "{'description': '%d'}"),
            new Kind("/compute-pools", "'maxUnits': 1", "{'maxUnits': %d}"),
            new Kind("/functions", "'parameters': ['a'], 'body': 'a + 1'", "{'comment': '%d'}"),
            new Kind("/descriptor-sources", "'content': '" + DESCRIPTORS + "'", "{'comment': '%d'}"),
            new Kind(
                    "/function-sources",
                    "'content': '" + Base64.getEncoder().encodeToString(ExampleJar.bytes()) + "'",
                    "{'comment': '%d'}"),
            new Kind(
                    "/relations",
                    "'kind': 'STREAM', 'source': {'store': 'kinds-broker', 'topic': 'kinds'},"
                            + " 'columns': [{'name': 'id', 'type': 'BIGINT'}]",
                    "{'comment': '%d'}"),
            new Kind(
                    "/pipelines",
                    "'source': {'store': 'kinds-broker', 'topic': 'kinds'}, 'target': {'delta': {'table': 'kinds'}}",
                    "{'batch': {'maxRows': %d}}"));

    /** Topics are a broker's, which knows of neither owners nor times: who may do what is a matter of the store. */
    private static final List<Kind> OWNED =
            KINDS.stream().filter(kind -> !kind.path().endsWith("/topics")).toList();

    private final Addresses weir;
    private final HttpClient client = HttpClient.newHttpClient();

    ResourcesIT(Addresses weir) {
        this.weir = weir;
    }

    private CompletableFuture<HttpResponse<String>> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(weir.gateway() + "/api/v1" + path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + weir.token())
                .method(method, BodyPublishers.ofString(body.replace('\'', '"')));
        for (int header = 0; header < headers.length; header += 2) {
            request.header(headers[header], headers[header + 1]);
        }
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> call(int status, String method, String path, String body, String... headers) {
        HttpResponse<String> answer = send(method, path, body, headers).join();
        assertThat(answer.statusCode())
                .as(method + " " + path + ": " + answer.body())
                .isEqualTo(status);
        return answer;
    }

    private void make(Kind kind, String name) {
        call(201, "POST", kind.path(), "{'name': '" + name + "', " + kind.body() + "}");
    }

    /** What some of them name. */
    private void broker() {
        int status = send(
                        "POST",
                        "/stores",
                        "{'name': 'kinds-broker', 'kind': 'KAFKA', 'properties': {'bootstrapServers': '127.0.0.1:"
                                + (weir.port() + 4) + "'}}")
                .join()
                .statusCode();
        assertThat(status).isIn(201, 409);
    }

    private List<String> names(Kind kind, String query) {
        List<String> names = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = json(call(200, "GET", kind.path() + "?" + query + next, ""));
            for (JsonNode item : page.path("items")) {
                names.add(item.isTextual() ? item.asText() : item.path("name").asText());
            }
            next = "&pageToken=" + page.path("nextPageToken").asText();
        } while (!next.equals("&pageToken="));
        return names;
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return Http.json(answer.body());
        } catch (IOException unreadable) {
            throw new IllegalStateException(answer.body(), unreadable);
        }
    }

    /** Without what goes on by itself: a table's mirror. */
    private static JsonNode settled(HttpResponse<String> answer) {
        return ((ObjectNode) json(answer)).without("publishedVersion");
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void namesThatBeginSoAreListedPageByPage(Kind kind) {
        broker();
        String begin = "lists" + KINDS.indexOf(kind);
        Stream.of("_b", "_a", "xc", "_").forEach(end -> make(kind, begin + end + "e"));

        assertThat(names(kind, "limit=1&prefix=" + begin + "_"))
                .containsExactly(begin + "_ae", begin + "_be", begin + "_e");
        assertThat(names(kind, "prefix=" + begin)).hasSize(4);
        assertThat(names(kind, "prefix=" + begin + "_ae")).containsExactly(begin + "_ae");
        assertThat(names(kind, "prefix=" + begin + "%25")).isEmpty();
        for (String impossible : List.of("%00", "a".repeat(1001))) {
            assertThat(json(call(422, "GET", kind.path() + "?prefix=" + impossible, ""))
                            .at("/errors/0/field")
                            .asText())
                    .isEqualTo("prefix");
        }
    }

    /** A new list has it, too, unless it is of what has no name. */
    @Test
    void everyListOfNamesHasIt() throws Exception {
        Set<String> without = new TreeSet<>();
        JsonNode document = Http.json(Http.get(weir.gateway() + "/v3/api-docs").body());
        document.path("paths").properties().forEach(path -> {
            List<String> parameters =
                    path.getValue().path("get").path("parameters").findValuesAsText("name");
            boolean makesNamed = path.getValue().has("post") && parameters.contains("pageToken");
            if (makesNamed && !parameters.contains("prefix")) {
                without.add(path.getKey());
            }
        });

        assertThat(without)
                .containsExactlyInAnyOrder(
                        "/api/v1/grants",
                        "/api/v1/events/webhooks",
                        "/api/v1/tables/{table}/commits",
                        "/api/v1/tables/{table}/vacuums");
    }

    /** A new kind has to be among them, unless it is made without a name or changed by nothing. */
    @Test
    void everyKindThatTheDocumentHasIsTriedHere() throws Exception {
        JsonNode paths =
                Http.json(Http.get(weir.gateway() + "/v3/api-docs").body()).path("paths");
        Set<String> patched = new TreeSet<>();
        paths.properties().forEach(path -> {
            if (path.getValue().has("patch")) {
                patched.add(path.getKey().replaceFirst("/\\{\\w+}$", ""));
            }
        });

        assertThat(patched)
                .isEqualTo(KINDS.stream()
                        .map(kind -> "/api/v1"
                                + kind.path()
                                        .replace("/kinds-broker/", "/{store}/")
                                        .replace("/weir/", "/{database}/"))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** A table changes by commits, and tells the time of the latest. */
    @ParameterizedTest
    @FieldSource("OWNED")
    void eachHasAnOwnerTimesAndProperties(Kind kind) {
        broker();
        String name = "owned" + KINDS.indexOf(kind);
        String path = kind.path() + "/" + name;
        make(kind, name);
        JsonNode made = json(call(200, "GET", path, ""));
        assertThat(made.path("owner").asText()).as("%s", made).isNotEmpty();
        assertThat(made.path("properties").isObject()).as("%s", made).isTrue();
        assertThat(Instant.parse(made.path("createdAt").asText()))
                .as("%s", made)
                .isBeforeOrEqualTo(Instant.parse(made.path(made.has("timestamp") ? "timestamp" : "updatedAt")
                        .asText()));

        HttpResponse<String> given = call(200, "PUT", path + "/owner", "{'owner': 'user:other'}");
        assertThat(json(given).path("owner").asText()).isEqualTo("user:other");
        assertThat(settled(call(200, "GET", path, ""))).isEqualTo(settled(given));
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void ofTwoWhoChangeTheSameAtOnceOneWins(Kind kind) {
        broker();
        String name = "raced" + KINDS.indexOf(kind);
        String path = kind.path() + "/" + name;
        make(kind, name);
        for (int trial = 0; trial < TRIALS; trial++) {
            int first = 10 + 2 * trial;
            for (int role = first; role < first + 2; role++) {
                send("POST", "/roles", "{'name': 'kinds-" + role + "'}").join();
            }
            String tag = call(200, "GET", path, "").headers().firstValue("ETag").orElseThrow();

            List<HttpResponse<String>> answers = Stream.of(first, first + 1)
                    .map(number -> send("PATCH", path, kind.change().formatted(number), "If-Match", tag))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();

            assertThat(answers)
                    .extracting(HttpResponse::statusCode)
                    .as("%s", answers)
                    .containsExactlyInAnyOrder(200, 412);
            HttpResponse<String> won = answers.get(answers.get(0).statusCode() == 200 ? 0 : 1);
            HttpResponse<String> now = call(200, "GET", path, "");
            assertThat(settled(now)).isEqualTo(settled(won));
            assertThat(now.headers().firstValue("ETag"))
                    .hasValueSatisfying(found -> assertThat(found).isNotEqualTo(tag));
        }
    }

    @ParameterizedTest
    @FieldSource("OWNED")
    void whoReadSomethingElseChangesNothing(Kind kind) {
        broker();
        String name = "matched" + KINDS.indexOf(kind);
        String path = kind.path() + "/" + name;
        make(kind, name);
        send("POST", "/roles", "{'name': 'kinds-10'}").join();
        String[] other = {"If-Match", "\"-1\""};

        String change = kind.change().formatted(10);
        call(412, "PATCH", path, change, other);
        call(412, "PUT", path + "/owner", "{'owner': 'user:other'}", other);
        call(412, "DELETE", path, "", other);
        call(200, "PATCH", path, change);
        String tag = call(200, "GET", path, "").headers().firstValue("ETag").orElseThrow();
        call(204, "DELETE", path, "", "If-Match", tag);
    }
}
