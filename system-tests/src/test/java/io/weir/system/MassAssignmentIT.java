package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.system.SharedPlatform.Addresses;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Nobody says what is the platform's to say. Taken from the document: each body of each operation, with each property that the answer
 * has and the request has not.
 */
@ExtendWith(SharedPlatform.class)
class MassAssignmentIT {

    /** What no document says, and a row of a database or another resource may have. */
    private static final Set<String> ALWAYS = Set.of(
            "id",
            "createdAt",
            "updatedAt",
            "createdBy",
            "owner",
            "revision",
            "version",
            "secretHash",
            "hash",
            "failure");

    /** Whatever is more in one is kept, as OpenLineage says of its events. */
    private static final Set<String> OPEN = Set.of("postLineageEvent", "postLineageEvents");

    /** Of which nothing is repeated, not even the name of a field: that may be the secret. */
    private static final String SECRETS = "/api/v1/secrets";

    /** What is looked up by the platform; who sends it is refused by another rule. */
    private static final Set<String> LOOKED_UP = Set.of("functions");

    private static final String SOME_ID = "00000000-0000-4000-8000-000000000000";

    /** What changes by itself. */
    private static final Set<String> RUNNING = Set.of("tables", "pipelines");

    private final Addresses weir;
    private final JsonNode document;
    private final SoftAssertions all = new SoftAssertions();
    private int tried;

    MassAssignmentIT(Addresses weir) throws Exception {
        this.weir = weir;
        this.document = Http.json(Http.get(weir.gateway() + "/v3/api-docs").body());
    }

    private JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.isEmpty() ? schema : document.at(reference.substring(1));
    }

    private JsonNode properties(JsonNode content) {
        return resolved(content.at("/application~1json/schema")).path("properties");
    }

    /** What an operation answers with where it succeeds, and what its path is read as. */
    private Set<String> answered(JsonNode operation, JsonNode reading) {
        Set<String> names = new TreeSet<>(ALWAYS);
        for (JsonNode one : List.of(operation, reading)) {
            for (Map.Entry<String, JsonNode> answer : one.path("responses").properties()) {
                if (answer.getKey().startsWith("2")) {
                    properties(resolved(answer.getValue()).path("content"))
                            .fieldNames()
                            .forEachRemaining(names::add);
                }
            }
        }
        return names;
    }

    private static JsonNode example(JsonNode operation) {
        JsonNode json = operation.at("/requestBody/content/application~1json");
        JsonNode only = json.path("example");
        return only.isMissingNode() ? json.path("examples").path(0).path("value") : only;
    }

    /** What there is of the kinds that tell who made them and when, without what the platform itself writes down meanwhile. */
    private List<String> kept() throws Exception {
        List<String> kept = new ArrayList<>();
        for (String kind : List.of(
                "stores",
                "tokens",
                "users",
                "roles",
                "secrets",
                "databases",
                "functions",
                "relations",
                "grants",
                "tables",
                "pipelines")) {
            HttpResponse<String> page = call("GET", "/api/v1/" + kind + "?limit=1000", "");
            assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
            for (JsonNode item : Http.json(page.body()).path("items")) {
                // Pipelines of other tests may go on, and say when.
                String changed =
                        RUNNING.contains(kind) ? "" : item.path("updatedAt").toString();
                kept.add(kind + " " + item.path("name") + item.path("id") + item.path("owner") + item.path("createdAt")
                        + changed);
            }
        }
        return kept;
    }

    private HttpResponse<String> call(String method, String target, String body) throws Exception {
        return Http.call(method, weir.gateway() + target, "application/json", body);
    }

    @Test
    void nobodySaysWhatIsThePlatformsToSay() throws Exception {
        List<String> before = kept();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                JsonNode operation = method.getValue();
                if (example(operation) instanceof ObjectNode body
                        && !OPEN.contains(operation.path("operationId").asText())) {
                    Set<String> names = answered(operation, path.getValue().path("get"));
                    properties(operation.at("/requestBody/content"))
                            .fieldNames()
                            .forEachRemaining(names::remove);
                    names.removeAll(path.getKey().startsWith("/api/v1/pipelines") ? LOOKED_UP : Set.of());
                    String target = path.getKey().replace("{run_id}", SOME_ID).replaceAll("\\{[^}]*}", "no-such-thing");
                    refusesAll(method.getKey().toUpperCase(Locale.ROOT), target, body, names);
                }
            }
        }
        all.assertAll();
        assertThat(tried).as("what was tried").isGreaterThan(950);
        assertThat(kept()).isEqualTo(before);
    }

    /** A pipeline calls the functions that there are, and none that its maker brings along. */
    @Test
    void whatAPipelineCallsIsLookedUp() throws Exception {
        for (String path : List.of("/api/v1/pipelines", "/api/v1/pipelines/validate", "/api/v1/pipelines/dry-run")) {
            ObjectNode body =
                    (ObjectNode) example(document.path("paths").path(path).path("post"));
            ObjectNode function =
                    body.deepCopy().removeAll().put("name", "upper").put("body", "1");
            function.putArray("parameters");
            ObjectNode bringing = body.deepCopy();
            bringing.putArray("functions").add(function);
            HttpResponse<String> answer = call("POST", path, bringing.toString());
            all.assertThat(fields(answer)).as("%s: %s", path, answer.body()).containsExactly("functions is not given");
        }
        all.assertAll();
    }

    /** Whose body has a value that is not to be told; not so where only its owner is said. */
    private static boolean isOfASecret(String target) {
        return target.startsWith(SECRETS) && !target.endsWith("/owner");
    }

    private void refusesAll(String method, String target, ObjectNode body, Set<String> names) throws Exception {
        for (String name : names) {
            HttpResponse<String> answer =
                    call(method, target, body.deepCopy().put(name, "1").toString());
            String refused = isOfASecret(target) && !name.equals("name") ? "" : name + " is not a known field";
            all.assertThat(answer.statusCode() + " " + fields(answer))
                    .as("%s %s with %s: %s", method, target, name, answer.body())
                    .isEqualTo("400 [" + refused + "]");
            tried++;
        }
    }

    private static List<String> fields(HttpResponse<String> answer) throws Exception {
        List<String> fields = new ArrayList<>();
        for (JsonNode error : Http.json(answer.body()).path("errors")) {
            fields.add(
                    error.path("field").asText() + " " + error.path("message").asText());
        }
        return fields;
    }
}
