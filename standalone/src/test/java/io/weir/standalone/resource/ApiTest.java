package io.weir.standalone.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.weir.standalone.cli.WeirCommand;
import io.weir.standalone.resource.CommandServer.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What commands make of a gateway that is none, and of an address that cannot be one. */
class ApiTest {

    private final Queue<Answer> answers = new ArrayDeque<>();
    private CommandServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        server = new CommandServer(folder, (method, target, body) -> answers.remove());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** A script that makes what is not there would go on. */
    @Test
    void aPageThatIsNotThereSaysNothingOfAStore() {
        for (String other : List.of("<html>404</html>", "{}", "{\"code\":\"not-found\"}")) {
            answers.add(new Answer(404, other));
            assertThat(server.weir("stores", "exists", "lake")).isEqualTo(1);
            assertThat(server.out()).isEmpty();
            assertThat(server.err()).contains("GET /api/v1/stores/lake");
        }
        answers.add(new Answer(404, "{\"code\":\"store-not-found\"}"));
        assertThat(server.weir("stores", "exists", "lake")).isEqualTo(1);
        assertThat(server.out()).contains("store lake does not exist");
    }

    @Test
    void aRedirectIsToldAndNotFollowed() {
        answers.add(new Answer(302, "", "Location", "/login?state=1"));
        assertThat(server.weir("stores", "list")).isEqualTo(1);
        assertThat(server.err()).contains("redirect to /login;", "HTTP 302").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://weir_gateway:8080", "http://127.0.0.1:99999", "https://-"})
    void whatIsNoAddressIsToldAsSuch(String address) {
        assertThat(failure("stores", "list", "--url", address, "--data-dir", folder.toString()))
                .startsWith("weir: '" + address + "' is no address of a gateway: expected is http://HOST:PORT")
                .hasLineCount(1);
    }

    @Test
    void aDataFolderThatIsNoneIsToldAsSuch() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        for (String[] command : new String[][] {{"status"}, {"stores", "list"}}) {
            String[] arguments = Stream.concat(Stream.of(command), Stream.of("--data-dir", file.toString()))
                    .toArray(String[]::new);
            assertThat(failure(arguments))
                    .startsWith("weir: cannot read the data folder " + file + ": ")
                    .hasLineCount(1);
        }
    }

    /** A scheme that is not the gateway's and a name that is mistyped look alike without the reason. */
    @Test
    void whyAGatewayElsewhereDoesNotAnswerIsTold() {
        String none = folder.resolve("none").toString();
        assertThat(failure("stores", "list", "--url", "http://127.0.0.1:1", "--data-dir", none))
                .contains(" does not answer (nothing takes the connection): check the address");
    }

    /** Nor are commands that ask by the generated client patient with nobody. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "diff",
                "vacuum",
                "monitor",
                "import /lake/orders",
                "export --to deltasql://sqlite/lake.db?table=orders"
            })
    void nobodyWhereTheGatewayShouldBeIsSaidAtOnce(String command) {
        String orders = command.equals("monitor") ? "" : " orders";
        String[] arguments =
                (command + orders + " --url http://127.0.0.1:1 --data-dir " + folder.resolve("none")).split(" ");
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThat(failure(arguments))
                .contains(
                        ": the gateway at http://127.0.0.1:1 does not answer (nothing takes the connection): check the address")
                .hasLineCount(1));
    }

    /** Who asks a platform elsewhere has no data folder, and finds none beside his files afterwards. */
    @Test
    void aCommandThatFailsMakesNoDataFolder() {
        Path none = folder.resolve("none");
        assertThat(failure("apply", "-f", folder.resolve("nothing.yaml").toString(), "--data-dir", none.toString()))
                .contains("nothing.yaml is not there")
                .doesNotContain("details");
        assertThat(none).doesNotExist();
    }

    @Test
    void aFolderInPlaceOfAFileIsToldAsSuch() {
        assertThat(failure("apply", "-f", folder.toString(), "--data-dir", folder.toString()))
                .isEqualTo("weir: " + folder + " is a folder: name a file in it\n");
        assertThat(folder).as("the line says all").isEmptyDirectory();
    }

    @Test
    void whatHasACauseIsToldWholeInTheLog() {
        Path log = folder.resolve("logs/weir.log");
        assertThat(failure("vacuum", "orders", "--url", "http://127.0.0.1:1", "--data-dir", folder.toString()))
                .endsWith(" (details: " + log + ")\n")
                .hasLineCount(1);
        assertThat(log).content().contains("ConnectException", "\tat ");
    }

    /** The gateway takes six ports more. */
    @ParameterizedTest
    @ValueSource(strings = {"up --port 99999", "demo --port 65530", "stores list --port 0", "up --kafka-port 65536"})
    void aPortThatIsNoneIsWrongUsage(String command) {
        String greatest = command.contains("kafka") ? "65535" : "65529";
        assertThat(failure(2, (command + " --data-dir " + folder.resolve("none")).split(" ")))
                .contains("' (command line): it must be a port, 1 to " + greatest + " (see: weir ")
                .hasLineCount(1);
    }

    private static String failure(String... arguments) {
        return failure(1, arguments);
    }

    /** What a command that fails says. */
    private static String failure(int code, String... arguments) {
        StringWriter err = new StringWriter();
        CommandLine command = WeirCommand.commandLine(arguments).setErr(new PrintWriter(err, true));
        assertThat(command.execute(arguments)).isEqualTo(code);
        return err.toString();
    }
}
