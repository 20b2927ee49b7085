package io.weir.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.standalone.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What is written where, and from which level on. */
class PlatformLogsTest {

    private static final String CAREFUL = "org.apache.coyote.http11.Http11Processor";

    @TempDir
    Path folder;

    @TempDir
    static Path later;

    /** The folder of a test goes with it. */
    @AfterEach
    void leave() {
        PlatformLogs.into(later, LogLevels.of(Map.of(), Map.of(), Map.of()));
    }

    private String written(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    private static void sayWhat(String logger) {
        LoggerFactory.getLogger(logger).debug("debug of {}", logger);
        LoggerFactory.getLogger(logger).info("info of {}", logger);
    }

    @Test
    void untilSomebodySaysOtherwiseNothingBelowInfoIsWritten() throws IOException {
        PlatformLogs.into(folder, LogLevels.of(Map.of(), Map.of(), Map.of()));
        sayWhat("io.weir.ingest.batch");
        sayWhat("org.example");
        sayWhat("org.apache.kafka.clients");
        Logger.getLogger(CAREFUL).info("GET /?ticket=secret");

        assertThat(written("ingest-worker.log")).contains("info of").doesNotContain("debug of");
        assertThat(written("weir.log"))
                .contains("info of org.example")
                .doesNotContain("debug of", "io.weir.ingest.batch", "secret");
        assertThat(written("kafka.log")).isEmpty();
    }

    @Test
    void theStrongestLevelOfSettingsThatNamesALoggerIsHeard() throws IOException {
        Map<String, String> file = Map.of(
                "logging.level.root", "DEBUG",
                "logging.level.io.weir.lineage", "off",
                "logging.level.io.weir.metadata", "error",
                "logging.level.io.weir.platform", "false");
        Map<String, String> dotEnv =
                Map.of("LOGGING_LEVEL_IO_WEIR_METADATA", "warn", "LOGGING_LEVEL_ORG_APACHE_KAFKA", "info");
        PlatformLogs.into(folder, LogLevels.of(Map.of("LOGGING_LEVEL_IO_WEIR_METADATA", "info"), dotEnv, file));
        for (String service : new String[] {"ingest", "lineage", "metadata", "platform"}) {
            sayWhat("io.weir." + service + ".part");
        }
        sayWhat("org.apache.kafka.clients");
        Logger.getLogger("org.example.other").fine("fine of others");

        assertThat(written("ingest-worker.log")).contains("debug of io.weir.ingest.part");
        assertThat(written("lineage-service.log")).isEmpty();
        assertThat(written("platform-api.log")).isEmpty();
        assertThat(written("metadata-service.log")).contains("info of").doesNotContain("debug of");
        assertThat(written("kafka.log")).contains("info of").doesNotContain("debug of");
        assertThat(written("weir.log")).contains("fine of others");
    }

    @Test
    void whatIsNoLevelIsNamed() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> LogLevels.of(Map.of(), Map.of(), Map.of("logging.level.root", "loud")))
                .withMessage("logging.level.root is 'loud': it must be trace, debug, info, warn, error or off");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> LogLevels.of(Map.of(), Map.of("LOGGING_LEVEL_ROOT", "1"), Map.of()))
                .withMessageContaining("LOGGING_LEVEL_ROOT is '1'");
    }
}
