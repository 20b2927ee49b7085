package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The emulator of Event Hubs as its page has it started: the jar that the build makes, in a process of its own. */
class EmulatorJarIT {

    private static final Path JAR =
            Path.of(System.getProperty("weir.home", ".."), "event-hubs-emulator", "target", "emulator", "emulator.jar");

    @TempDir
    Path folder;

    @Test
    void aClientFindsItsHub() throws Exception {
        Path events = Files.writeString(folder.resolve("receipts.ndjson"), "{\"id\":1}\n{\"id\":2}\n");
        Process emulator = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        JAR.toString(),
                        "--port",
                        "0",
                        "receipts:2:" + events)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (WeirProcess check =
                WeirProcess.anywhere(Map.of(), "check-credentials", "-e", environment(firstLine(emulator)))) {
            assertThat(check.exitCode(Duration.ofMinutes(2)))
                    .as(check::toString)
                    .isZero();
            assertThat(check.output()).contains("/receipts: 2 partitions, read as $Default");
        } finally {
            emulator.destroyForcibly().waitFor();
        }
    }

    private static String firstLine(Process emulator) throws IOException {
        String said =
                new BufferedReader(new InputStreamReader(emulator.getInputStream(), StandardCharsets.UTF_8)).readLine();
        assertThat(said).as("the connection string").startsWith("Endpoint=sb://");
        return said;
    }

    private String environment(String connection) throws IOException {
        return Files.writeString(folder.resolve("duck.env"), """
                        EVENTHUB_NAMESPACE=%s
                        EVENTHUB_CONNECTION_STRING="%s"
                        EVENTHUBNAME_1=receipts
                        EVENTHUBNAME_1_CONSUMER_GROUP=$Default
                        MOTHERDUCK_1_DATABASE=%s
                        MOTHERDUCK_1_SCHEMA=ingest
                        MOTHERDUCK_1_TABLE=receipts
                        """.formatted(
                                connection.replaceFirst("Endpoint=sb://([^/;]+).*", "$1"),
                                connection,
                                folder.resolve("shop.duckdb")))
                .toString();
    }
}
