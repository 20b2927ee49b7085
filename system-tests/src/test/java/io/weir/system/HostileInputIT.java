package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.system.SharedPlatform.Addresses;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every operation of the document, tried with what would harm one that takes names for SQL or for paths. */
@ExtendWith(SharedPlatform.class)
class HostileInputIT {

    private static final List<String> NAMES = List.of(
            "' or '1'='1",
            "x'; drop table store; delete from api_token; --",
            "x' union select secret_hash from api_token --",
            "%' or name like '%",
            "../../../../../../etc/passwd",
            "..\\..\\windows\\win.ini",
            "....//....//etc/passwd",
            "/etc/passwd");

    private final Addresses weir;

    HostileInputIT(Addresses weir) {
        this.weir = weir;
    }

    private record Operation(String method, String path, JsonNode node) {

        String id() {
            return node.path("operationId").asText();
        }

        List<String> parameters(String in) {
            List<String> names = new ArrayList<>();
            for (JsonNode parameter : node.path("parameters")) {
                JsonNode schema = parameter.path("schema");
                if (parameter.path("in").asText().equals(in) && !schema.has("enum") && !schema.has("format")) {
                    names.add(parameter.path("name").asText());
                }
            }
            return names;
        }

        String about(String name) {
            return path.replaceAll("\\{[^}]*}", encoded(name).replace("$", "\\$"));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private List<Operation> operations() throws Exception {
        List<Operation> all = new ArrayList<>();
        JsonNode paths =
                Http.json(Http.get(weir.gateway() + "/v3/api-docs").body()).path("paths");
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                Operation operation =
                        new Operation(method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue());
                if (!operation.id().startsWith("stream")) {
                    all.add(operation);
                }
            }
        }
        return all;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace(".", "%2E");
    }

    private HttpResponse<String> call(String method, String target, String body) throws Exception {
        return Http.call(method, weir.gateway() + target, "application/json", body);
    }

    private List<String> kept() throws Exception {
        List<String> kept = new ArrayList<>();
        for (String kind :
                List.of("stores", "tokens", "users", "roles", "tables", "pipelines", "databases", "grants")) {
            JsonNode items = Http.json(
                            call("GET", "/api/v1/" + kind + "?limit=1000", "").body())
                    .path("items");
            items.forEach(item -> kept.add(
                    kind + " " + item.path("name").asText() + item.path("id").asText()));
        }
        return kept;
    }

    private void make(String kind, String body) throws Exception {
        HttpResponse<String> made = call("POST", "/api/v1/" + kind, body);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }

    private static void harmless(SoftAssertions all, Object tried, HttpResponse<String> answer) throws Exception {
        all.assertThat(answer.statusCode()).as("%s: %s", tried, answer.body()).isLessThan(500);
        all.assertThat(answer.body()).as("%s", tried).doesNotContain("root:", "[fonts]", "SQLState");
        if (answer.statusCode() == 200 && answer.request().method().equals("GET")) {
            all.assertThat(Http.json(answer.body()).path("items"))
                    .as("%s finds nothing: %s", tried, answer.body())
                    .isEmpty();
        }
    }

    @Test
    void namesAreNeitherStatementsNorPaths() throws Exception {
        make("roles", "{\"name\":\"hostile-role\"}");
        make("users", "{\"name\":\"hostile-user\"}");
        make("stores", "{\"name\":\"hostile-store\",\"kind\":\"DUCKDB\",\"properties\":{\"path\":\"hostile.duckdb\"}}");
        List<String> before = kept();
        assertThat(before).contains("roles hostile-role", "users hostile-user");
        SoftAssertions all = new SoftAssertions();
        int tried = 0;
        for (Operation operation : operations()) {
            if (operation.method().equals("POST")
                    || operation.parameters("path").isEmpty()) {
                continue;
            }
            for (String name : NAMES) {
                String body = operation.node().has("requestBody") ? "{}" : "";
                harmless(all, operation + " of " + name, call(operation.method(), operation.about(name), body));
                tried++;
            }
        }
        all.assertAll();
        assertThat(tried).isGreaterThan(500);
        assertThat(kept()).isEqualTo(before);
    }

    @Test
    void filtersAreNoStatements() throws Exception {
        List<String> before = kept();
        SoftAssertions all = new SoftAssertions();
        int tried = 0;
        for (Operation operation : operations()) {
            for (String filter : operation.parameters("query")) {
                if (operation.method().equals("GET")) {
                    for (String value : NAMES.subList(0, 4)) {
                        String target = operation.about("no-such-thing") + "?" + filter + "=" + encoded(value);
                        harmless(all, target, call("GET", target, ""));
                        tried++;
                    }
                }
            }
        }
        all.assertAll();
        assertThat(tried).isGreaterThan(200);
        assertThat(kept()).isEqualTo(before);
    }
}
