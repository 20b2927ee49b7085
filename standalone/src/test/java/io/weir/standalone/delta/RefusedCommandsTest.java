package io.weir.standalone.delta;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.weir.standalone.cli.WeirCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the platform refuses is told in one line, which says all: nothing goes to the log. */
class RefusedCommandsTest {

    private static final byte[] PROBLEM = """
            {"detail":"There is no table 'nobody'.\\nNone.","code":"table-not-found","requestId":"r-1"}""".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path home;

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
                exchange.sendResponseHeaders(404, PROBLEM.length);
                exchange.getResponseBody().write(PROBLEM);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "diff, diff nobody",
        "vacuum, vacuum nobody --delete",
        "import, import /lake/nobody nobody",
        "import, import /lake/nobody nobody --resume",
        "export, export nobody --to deltasql://sqlite/none.db?table=t"
    })
    void aRefusalIsOneLineAndNothingIsLogged(String what, String typed) {
        StringWriter err = new StringWriter();
        String[] words = Stream.concat(
                        Arrays.stream(typed.split(" ")),
                        Stream.of(
                                "--data-dir=" + home,
                                "--url=http://127.0.0.1:" + server.getAddress().getPort()))
                .toArray(String[]::new);
        CommandLine command = WeirCommand.commandLine(words);
        command.setErr(new PrintWriter(err, true));

        assertThat(command.execute(words)).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo("weir: " + what
                        + " nobody: There is no table 'nobody'.\ufffdNone (table-not-found, request r-1)\n");
        assertThat(home).isEmptyDirectory();
    }
}
