package io.weir.ingest.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the instance allows that looks at what somebody wrote, should a text ever get past those who read it. */
class SandboxTest {

    /** DuckDB runs what follows it, too, and answers with what the last one says. */
    private static final String PAST_THE_READERS = "select 1; ";

    private Sandbox sandbox;

    @BeforeEach
    void open() throws Exception {
        sandbox = Sandbox.open();
    }

    @AfterEach
    void close() throws Exception {
        sandbox.close();
    }

    @Test
    void itsSettingsAreThoseOfALockedInstance() throws Exception {
        assertThat(sandbox.describe(
                        PAST_THE_READERS + "select name as column_name, value as column_type from duckdb_settings()"))
                .containsEntry("threads", "1")
                .containsEntry("memory_limit", "61.0 MiB")
                .containsEntry("max_expression_depth", "100")
                .containsEntry("enable_external_access", "false")
                .containsEntry("autoinstall_known_extensions", "false")
                .containsEntry("autoload_known_extensions", "false")
                .containsEntry("TimeZone", "UTC")
                .containsEntry("lock_configuration", "true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set threads = 8",
                "set memory_limit = '8GB'",
                "set max_expression_depth = 1000",
                "set enable_external_access = true",
                "set autoinstall_known_extensions = true",
                "set autoload_known_extensions = true",
                "set TimeZone = 'Europe/Berlin'",
                "set lock_configuration = false",
                "reset memory_limit"
            })
    void nobodyChangesThemAnyMore(String statement) {
        assertThatThrownBy(() -> sandbox.describe(PAST_THE_READERS + statement))
                .isInstanceOf(TransformRefusedException.class)
                .extracting(refused -> ((TransformRefusedException) refused).why())
                .asString()
                .contains("configuration has been locked");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select content as column_name, '' as column_type from read_text('pom.xml')",
                "attach 'kept.duckdb'",
                "copy (select 1) to 'written.csv'",
                "install httpfs"
            })
    void itReachesNoFile(String statement) {
        assertThatThrownBy(() -> sandbox.describe(PAST_THE_READERS + statement))
                .isInstanceOf(TransformRefusedException.class)
                .extracting(refused -> ((TransformRefusedException) refused).why())
                .asString()
                .contains("disabled");
    }
}
