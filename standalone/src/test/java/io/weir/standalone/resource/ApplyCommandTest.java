package io.weir.standalone.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.standalone.resource.CommandServer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Files applied to a server that keeps what it is told. */
class ApplyCommandTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String LAKE = """
            resource: store
            name: lake
            kind: DUCKDB
            properties: {path: lake.duckdb}
            ---
            resource: pipeline
            name: orders
            source: {store: broker, topic: orders}
            """;

    private final Map<String, ObjectNode> kept = new LinkedHashMap<>();
    private final List<String> changes = new ArrayList<>();
    private CommandServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        server = new CommandServer(folder, this::serve);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer serve(String method, String path, String body) {
        if (!method.equals("GET")) {
            changes.add(method + " " + path);
        }
        ObjectNode known = kept.get(path);
        switch (method) {
            case "POST" -> {
                ObjectNode made = (ObjectNode) JSON.readTree(body);
                made.put("createdAt", "now");
                kept.put(path + "/" + made.path("name").asString(), made);
                return new Answer(201, made.toString());
            }
            case "PATCH" -> {
                ObjectNode properties = (ObjectNode) known.path("properties");
                JSON.readTree(body).path("properties").forEachEntry((name, value) -> {
                    if (value.isNull()) {
                        properties.remove(name);
                    } else {
                        properties.set(name, value);
                    }
                });
                return new Answer(200, known.toString());
            }
            default -> {
                return known == null ? new Answer(404, "{}") : new Answer(200, known.toString());
            }
        }
    }

    private int apply(String content, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("lake.yaml"), content);
        List<String> all = new ArrayList<>(List.of("apply", "-f", file.toString()));
        all.addAll(List.of(more));
        return server.weir(all.toArray(String[]::new));
    }

    @Test
    void twiceIsAsOnce() throws IOException {
        assertThat(apply(LAKE)).as(server::err).isZero();
        assertThat(changes).containsExactly("POST /api/v1/stores", "POST /api/v1/pipelines");
        assertThat(server.out()).contains("+ store lake create", "+ pipeline orders create");
        changes.clear();
        assertThat(apply(LAKE)).isZero();
        assertThat(changes).isEmpty();
        assertThat(server.out()).contains("= store lake keep", "= pipeline orders keep");
    }

    @Test
    void aDryRunOnlySaysWhatWouldChange() throws IOException {
        assertThat(apply(LAKE, "--dry-run")).isZero();
        assertThat(changes).isEmpty();
        assertThat(server.out()).contains("+ store lake create");
    }

    @Test
    void propertiesBecomeThoseOfTheFile() throws IOException {
        apply(LAKE.replace("{path: lake.duckdb}", "{path: old.duckdb, gone: x}"));
        changes.clear();
        assertThat(apply(LAKE)).isZero();
        assertThat(changes).containsExactly("PATCH /api/v1/stores/lake");
        assertThat(server.out())
                .contains(
                        "~ store lake update", "properties.path: \"old.duckdb\" → \"lake.duckdb\"", "properties.gone");
        assertThat(kept.get("/api/v1/stores/lake").path("properties").toString())
                .isEqualTo("{\"path\":\"lake.duckdb\"}");
    }

    @Test
    void nothingIsDoneWhereAnythingCannotBe() throws IOException {
        apply(LAKE);
        changes.clear();
        String other = LAKE.replace("lake.duckdb", "new.duckdb").replace("topic: orders", "topic: others");
        assertThat(apply(other)).isEqualTo(1);
        assertThat(changes).isEmpty();
        assertThat(server.err()).hasLineCount(1).contains("nothing was done", "pipeline orders", "source.topic");
    }

    @Test
    void aFileThatSaysNoResourceIsRefused() throws IOException {
        for (String content : List.of("name: x\n", "resource: token\nname: x\n", "resource: store\n")) {
            assertThat(apply(content)).as(content).isEqualTo(1);
            assertThat(server.err()).hasLineCount(1);
        }
        assertThat(changes).isEmpty();
    }
}
