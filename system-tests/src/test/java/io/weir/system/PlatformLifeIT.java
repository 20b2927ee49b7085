package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.system.SharedPlatform.Addresses;
import io.weir.test.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Start, stop, restart and everything that can stand in the way of a start. */
@ExtendWith(SharedPlatform.class)
class PlatformLifeIT {

    private static final String STORE =
            "{\"name\": \"kept\", \"kind\": \"KAFKA\"," + " \"properties\": {\"bootstrapServers\": \"127.0.0.1:%d\"}}";

    @TempDir
    Path dataDir;

    private final int port = FreePorts.base();
    private final String gateway = "http://127.0.0.1:" + port;

    @Test
    void findsEverythingAgainAfterASignalAndAfterAKill() throws Exception {
        String token;
        try (WeirProcess first = WeirProcess.up(dataDir, port)) {
            assertThat(Http.call("POST", gateway + "/api/v1/stores", "application/json", STORE.formatted(port + 4))
                            .statusCode())
                    .isEqualTo(201);
            assertThat(first.token()).isPresent();
            token = first.token().orElseThrow();
            assertThat(first.stop()).isEqualTo(143);
            assertThat(first.output()).contains("stopping platform-api", "stopping Kafka", "stopping PostgreSQL");
            assertThat(first.hasServer()).isFalse();
        }
        try (WeirProcess second = WeirProcess.up(dataDir, port)) {
            assertThat(Http.get(gateway + "/api/v1/stores/kept").statusCode()).isEqualTo(200);
            assertThat(second.token()).as("shown once").isEmpty();
            assertThat(Http.withToken("GET", gateway + "/api/v1/stores/kept", token)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(second.killAfter(Duration.ZERO)).isTrue();
        }
        try (WeirProcess third = WeirProcess.up(dataDir, port)) {
            assertThat(Http.get(gateway + "/api/v1/stores/kept").statusCode()).isEqualTo(200);
            assertThat(third.isAlive()).isTrue();
        }
    }

    @Test
    void namesThePortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                WeirProcess weir = WeirProcess.start(dataDir, "up", "--port", Integer.toString(port))) {
            assertThat(weir.exitCode(Duration.ofMinutes(1))).isEqualTo(1);
            assertOneLine(weir.errors(), "port " + taken.getLocalPort(), "--port");
        }
    }

    @Test
    void leavesAFolderToTheOneThatHasIt(Addresses running) throws Exception {
        try (WeirProcess second = WeirProcess.start(running.dataDir(), "up", "--port", Integer.toString(port))) {
            assertThat(second.exitCode(Duration.ofMinutes(1))).isEqualTo(1);
            assertOneLine(second.errors(), "another weir (process ", "--data-dir");
            assertThat(Http.get(running.gateway() + "/api/v1/health").statusCode())
                    .isEqualTo(200);
        }
        assertThat(Http.get(running.gateway() + "/api/v1/stores").statusCode())
                .as("its database is left alone, too")
                .isEqualTo(200);
    }

    @Test
    void tellsItsStatus(Addresses running) throws Exception {
        try (WeirProcess status = WeirProcess.start(running.dataDir(), "status", "--json")) {
            assertThat(status.exitCode(Duration.ofMinutes(1)))
                    .as(status::toString)
                    .isZero();
            assertThat(Http.json(status.output()).get("parts"))
                    .hasSize(6)
                    .allSatisfy(part -> assertThat(part.get("state").asText()).isEqualTo("UP"));
        }
    }

    @Test
    void tellsThatNothingRuns() throws Exception {
        try (WeirProcess nothing = WeirProcess.start(dataDir, "status", "--json")) {
            assertThat(nothing.exitCode(Duration.ofMinutes(1))).isEqualTo(1);
            assertThat(Http.json(nothing.output()).get("running").asBoolean()).isFalse();
        }
    }

    @Test
    void refusesAFolderThatIsAFile() throws Exception {
        Path file = Files.createFile(dataDir.resolve("file"));
        try (WeirProcess weir = WeirProcess.start(file, "up", "--port", Integer.toString(port))) {
            assertThat(weir.exitCode(Duration.ofMinutes(1))).isEqualTo(1);
            assertThat(weir.errors().lines().findFirst().orElseThrow()).contains(file.toString(), "--data-dir");
        }
    }

    @Test
    void answersWrongUsageWithOneLineAndExitCodeTwo() throws Exception {
        try (WeirProcess weir = WeirProcess.start(dataDir, "up", "--prot", "1")) {
            assertThat(weir.exitCode(Duration.ofMinutes(1))).isEqualTo(2);
            assertOneLine(weir.errors(), "--prot", "weir up --help");
        }
    }

    private static void assertOneLine(String errors, String... words) throws IOException {
        assertThat(errors.lines()).as(errors).hasSize(1);
        assertThat(errors).startsWith("weir: ").contains(words);
    }
}
