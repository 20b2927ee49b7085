package io.weir.standalone.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.standalone.cli.WeirCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
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
import picocli.CommandLine;
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
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (!exchange.getRequestMethod().equals("GET")) {
            changes.add(exchange.getRequestMethod() + " " + path);
        }
        ObjectNode known = kept.get(path);
        switch (exchange.getRequestMethod()) {
            case "POST" -> {
                ObjectNode made = (ObjectNode) JSON.readTree(body);
                made.put("createdAt", "now");
                kept.put(path + "/" + made.path("name").asString(), made);
                answer(exchange, 201, made);
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
                answer(exchange, 200, known);
            }
            default -> answer(exchange, known == null ? 404 : 200, known == null ? JSON.createObjectNode() : known);
        }
    }

    private static void answer(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private int apply(String content, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("lake.yaml"), content);
        List<String> all = new ArrayList<>(List.of("apply", "-f", file.toString()));
        all.addAll(List.of(more));
        all.addAll(List.of("--url", "http://127.0.0.1:" + server.getAddress().getPort()));
        all.addAll(List.of("--data-dir", folder.toString()));
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine command = WeirCommand.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(all.toArray(String[]::new));
    }

    @Test
    void twiceIsAsOnce() throws IOException {
        assertThat(apply(LAKE)).as(err::toString).isZero();
        assertThat(changes).containsExactly("POST /api/v1/stores", "POST /api/v1/pipelines");
        assertThat(out.toString()).contains("+ store lake create", "+ pipeline orders create");
        changes.clear();
        assertThat(apply(LAKE)).isZero();
        assertThat(changes).isEmpty();
        assertThat(out.toString()).contains("= store lake keep", "= pipeline orders keep");
    }

    @Test
    void aDryRunOnlySaysWhatWouldChange() throws IOException {
        assertThat(apply(LAKE, "--dry-run")).isZero();
        assertThat(changes).isEmpty();
        assertThat(out.toString()).contains("+ store lake create");
    }

    @Test
    void propertiesBecomeThoseOfTheFile() throws IOException {
        apply(LAKE.replace("{path: lake.duckdb}", "{path: old.duckdb, gone: x}"));
        changes.clear();
        assertThat(apply(LAKE)).isZero();
        assertThat(changes).containsExactly("PATCH /api/v1/stores/lake");
        assertThat(out.toString())
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
        assertThat(err.toString()).hasLineCount(1).contains("nothing was done", "pipeline orders", "source.topic");
    }

    @Test
    void aFileThatSaysNoResourceIsRefused() throws IOException {
        for (String content : List.of("name: x\n", "resource: token\nname: x\n", "resource: store\n")) {
            assertThat(apply(content)).as(content).isEqualTo(1);
            assertThat(err.toString()).hasLineCount(1);
        }
        assertThat(changes).isEmpty();
    }
}
