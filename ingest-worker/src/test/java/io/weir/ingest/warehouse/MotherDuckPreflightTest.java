package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found out without MotherDuck, which cannot be reached from tests. */
class MotherDuckPreflightTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    @TempDir
    Path folder;

    private static MotherDuckToken token(String claims) {
        return new MotherDuckToken("e30."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".c2lnbmF0dXJl");
    }

    private static void check(ClientVersion newest, MotherDuckToken token) throws SQLException {
        new MotherDuckPreflight(newest, CLOCK).beforeConnecting(token);
    }

    /** Fails when the driver is changed for one that MotherDuck would refuse. */
    @Test
    void theClientOfThisBuildIsOneThatMotherDuckTakes() {
        assertThatCode(() -> check(MotherDuckPreflight.NEWEST, token("{}"))).doesNotThrowAnyException();
    }

    @Test
    void aClientThatMotherDuckDoesNotTakeYetIsRefusedWithBothVersions() {
        assertThatThrownBy(() -> check(new ClientVersion(1, 4, 9), token("{}")))
                .isInstanceOf(SQLException.class)
                .hasMessageMatching(
                        "this worker has DuckDB 1\\.\\d+\\.\\d+, and MotherDuck takes clients up to 1\\.4\\.9; .*");
    }

    @ParameterizedTest
    @CsvSource({"v1.5.6, 1.5.6", "1.10.0-dev12, 1.10.0", "v2.0.1.3, 2.0.1"})
    void versionsAreReadAsDuckDbWritesThem(String text, String version) {
        assertThat(ClientVersion.parse(text)).hasToString(version);
    }

    @Test
    void versionsAreOrderedByNumberAndNotByText() {
        assertThat(ClientVersion.parse("1.10.0")).isGreaterThan(ClientVersion.parse("1.9.12"));
        assertThatThrownBy(() -> ClientVersion.parse("latest")).hasMessageContaining("latest");
    }

    @Test
    void aTokenThatHasEndedIsRefusedWithItsTimeAndWithoutAnyOfIt() {
        MotherDuckToken ended = token("{\"email\":\"ann@example.com\",\"exp\":" + NOW.getEpochSecond() + "}");

        assertThatThrownBy(() -> check(MotherDuckPreflight.NEWEST, ended))
                .hasMessageContaining("the token ended at 2026-11-24T12:00:00Z")
                .hasMessageNotContaining("ann@example.com")
                .hasMessageNotContaining(ended.text());
        assertThatCode(() -> check(MotherDuckPreflight.NEWEST, token("{\"exp\":" + (NOW.getEpochSecond() + 1) + "}")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "a.b.c\n", "tökén"})
    void whatCannotBeATokenIsRefused(String text) {
        MotherDuckToken token = new MotherDuckToken(text);

        assertThatThrownBy(() -> check(MotherDuckPreflight.NEWEST, token))
                .isInstanceOf(SQLException.class)
                .hasMessageStartingWith("the token ");
        assertThat(token.maskedIn("told")).isEqualTo("told");
    }

    /** Whether those open anything is MotherDuck's to say. */
    @ParameterizedTest
    @ValueSource(strings = {"opaque", "a.b.c", "a.*.c", "..", "e30.bnVsbA.x", "e30.eyJleHAiOiJub3cifQ.x"})
    void whatMayBeATokenIsNotRefused(String text) {
        assertThatCode(() -> check(MotherDuckPreflight.NEWEST, new MotherDuckToken(text)))
                .doesNotThrowAnyException();
    }

    @Test
    void aTokenIsNotToldOfByWhatHoldsIt() {
        MotherDuckDatabase database = new MotherDuckDatabase("lake", "a-token");

        assertThat(database).hasToString("lake");
        assertThat(database.token()).hasToString("********");
        assertThat(database.token().maskedIn("Unauthorized: a-token")).isEqualTo("Unauthorized: ********");
    }

    @Test
    void aDatabaseThatCanOnlyBeReadIsRefusedAndOneThatCanBeWrittenIsLeftAsItIs() throws SQLException {
        String file = "jdbc:duckdb:" + folder.resolve("lake.duckdb");
        try (Connection writing = DriverManager.getConnection(file)) {
            MotherDuckPreflight.requireWritable(writing);

            assertThat(schemas(writing)).doesNotContain("weir");
        }
        try (Connection share = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = share.createStatement()) {
            statement.execute("attach '" + folder.resolve("lake.duckdb") + "' as lake (read_only)");
            statement.execute("use lake");

            assertThatThrownBy(() -> MotherDuckPreflight.requireWritable(share))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("it can only be read with this token")
                    .hasMessageContaining("read/write");
        }
    }

    private static String schemas(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select string_agg(schema_name) from duckdb_schemas()")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
