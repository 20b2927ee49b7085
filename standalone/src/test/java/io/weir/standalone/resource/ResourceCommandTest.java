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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** The commands against a server that notes what it is asked. */
class ResourceCommandTest {

    private final List<String> asked = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/stores", this::stores);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void stores(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String target = exchange.getRequestURI().toString();
        asked.add(exchange.getRequestMethod() + " " + target + (body.isEmpty() ? "" : " " + body));
        if (target.contains("none")) {
            answer(exchange, 404, "{\"detail\":\"There is no store 'none'.\",\"code\":\"store-not-found\"}");
        } else if (target.contains("pageToken")) {
            answer(exchange, 200, "{\"items\":[{\"name\":\"b\",\"kind\":\"KAFKA\"}]}");
        } else if (target.contains("limit")) {
            answer(exchange, 200, "{\"items\":[{\"name\":\"a\",\"kind\":\"DUCKDB\"}],\"nextPageToken\":\"more\"}");
        } else {
            answer(exchange, exchange.getRequestMethod().equals("DELETE") ? 204 : 200, "{\"name\":\"a\",\"n\":1}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, status == 204 ? -1 : bytes.length);
        if (status != 204) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private int weir(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(
                List.of("--url", "http://127.0.0.1:" + server.getAddress().getPort(), "--data-dir", folder.toString()));
        CommandLine command = WeirCommand.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(all.toArray(String[]::new));
    }

    @Test
    void aListGoesThroughAllPages() {
        assertThat(weir("stores", "list")).as(err::toString).isZero();
        assertThat(asked)
                .containsExactly("GET /api/v1/stores?limit=1000", "GET /api/v1/stores?limit=1000&pageToken=more");
        assertThat(out.toString().lines().map(String::strip))
                .contains("a     DUCKDB  –           –", "b     KAFKA   –           –");
    }

    @Test
    void itIsPrintedAsAsked() {
        weir("stores", "get", "a", "-o", "yaml");
        assertThat(out.toString()).isEqualTo("name: a\nn: 1\n");
        out.getBuffer().setLength(0);
        weir("stores", "get", "a", "--json");
        assertThat(out.toString()).contains("\"name\" : \"a\"");
    }

    @Test
    void aNameIsOneSegmentOfAPath() {
        weir("stores", "get", "a/../b c?x");
        assertThat(asked).containsExactly("GET /api/v1/stores/a%2F..%2Fb%20c%3Fx");
    }

    @Test
    void fieldsComeFromTheFileThenFromTheCommand() throws IOException {
        Path file = Files.writeString(folder.resolve("store.yaml"), "kind: KAFKA\nproperties: {a: x}\n");
        assertThat(weir(
                        "stores",
                        "create",
                        "s",
                        "-f",
                        file.toString(),
                        "--set",
                        "properties.b=7",
                        "--set",
                        "kind=DUCKDB"))
                .isZero();
        assertThat(asked)
                .containsExactly(
                        "POST /api/v1/stores {\"kind\":\"DUCKDB\",\"properties\":{\"a\":\"x\",\"b\":7},\"name\":\"s\"}");
    }

    @Test
    void aRefusalIsOneLineAndExitCodeOne() {
        assertThat(weir("stores", "get", "none")).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("weir: There is no store 'none' (store-not-found)")
                .hasLineCount(1);
        assertThat(weir("stores", "delete", "a", "none", "b")).isEqualTo(1);
        assertThat(asked).contains("DELETE /api/v1/stores/a").noneMatch(call -> call.endsWith("/b"));
    }

    @Test
    void aFileThatIsNoneIsSaid() throws IOException {
        Path file = folder.resolve("bad.yaml");
        for (String content : List.of("- a\n", "just text\n", "a: [\n", "a: 1\n---\nb: 2\n", "!!java.net.URL [x]\n")) {
            Files.writeString(file, content);
            err.getBuffer().setLength(0);
            assertThat(weir("stores", "create", "-f", file.toString()))
                    .as(content)
                    .isEqualTo(1);
            assertThat(err.toString()).as(content).hasLineCount(1).contains("bad.yaml");
        }
        assertThat(weir("stores", "create", "-f", folder.resolve("absent").toString()))
                .isEqualTo(1);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ResourceKind.class)
    void everyKindHasHelpAndIsCompleted(ResourceKind kind) {
        CommandLine command = WeirCommand.commandLine();
        command.setOut(new PrintWriter(out, true));
        assertThat(command.execute(kind.label(), "--help")).isZero();
        assertThat(out.toString()).contains("list", "get");
        assertThat(command.execute("completion")).isZero();
        assertThat(out.toString()).contains("_picocli_weir_" + kind.label() + "_list");
    }
}
