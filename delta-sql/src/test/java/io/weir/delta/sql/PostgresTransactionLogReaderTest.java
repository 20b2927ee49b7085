package io.weir.delta.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.test.TestDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresTransactionLogReaderTest extends TransactionLogReaderContract {

    private static TestDatabase database;

    @BeforeAll
    static void start() {
        database = TestDatabase.create("export");
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Override
    DeltaSqlAddress address(String table, String settings) {
        return address(database.password(), "export", table, settings);
    }

    private static DeltaSqlAddress address(String password, String schema, String table, String settings) {
        String name = URLEncoder.encode(table, StandardCharsets.UTF_8).replace("+", "%20");
        return DeltaSqlAddress.parse(
                "deltasql://postgres/" + database.username() + ":${PASSWORD}@localhost:" + database.port() + "/"
                        + database.username() + "/" + schema + "/" + name + (settings.isEmpty() ? "" : "?" + settings),
                variable -> password);
    }

    /** The test's server trusts every password, but not every name. */
    @Test
    void nobodyIsToldWhoWasRefused() {
        DeltaSqlAddress stranger = DeltaSqlAddress.parse("deltasql://postgres/s3cret:s3cret@localhost:"
                + database.port() + "/" + database.username() + "/export/t");
        assertThatThrownBy(() -> read(stranger))
                .isInstanceOf(TransactionLogException.class)
                .hasNoCause()
                .hasMessageContaining("the server refuses the user or the password")
                .hasMessageNotContaining("s3cret")
                .hasMessageContaining("postgres/***@localhost");
    }

    /** The test's server speaks no TLS: what was to be encrypted is not sent in the clear. */
    @Test
    void whoRequiresTlsIsNotServedWithoutIt() {
        for (String mode : List.of("require", "verify-full")) {
            DeltaSqlAddress encrypted = address("t", "sslmode=" + mode);
            assertThatThrownBy(() -> read(encrypted))
                    .isInstanceOf(TransactionLogException.class)
                    .hasMessage("cannot read " + encrypted + ": The server does not support SSL.");
        }
    }

    @Test
    void aSchemaThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> write(address(database.password(), "no\"where", "t", ""), whole(1, List.of()), false))
                .isInstanceOf(TransactionLogException.class)
                .hasMessageContaining("no\"where");
        assertThatThrownBy(() -> read(address(database.password(), "nowhere", "t", "")))
                .hasMessageContaining("leads to no exported metadata");
    }

    @Test
    void theSchemaOfAServiceIsLeftAlone() throws Exception {
        database.letMakeSchemas();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema metadata");
            statement.execute("create schema \"metadat_\"");
            statement.execute("create table metadata.flyway_schema_history (version text)");
            DeltaSqlAddress taken = address(database.password(), "metadata", "t", "");
            assertThatThrownBy(() -> write(taken, whole(1, List.of()), true))
                    .isInstanceOf(TransactionLogException.class)
                    .hasMessageContaining("the schema belongs to a program that migrates it");
            DeltaSqlAddress alike = address(database.password(), "metadat_", "t", "");
            write(alike, whole(1, List.of()), false);
            assertThat(read(alike).files()).isEmpty();
            try (ResultSet tables = connection.getMetaData().getTables(null, "metadata", "delta%", null)) {
                assertThat(tables.next()).isFalse();
            }
        }
    }

    @Test
    void aReaderKeepsItsVersionWhileAnotherIsWritten() throws Exception {
        write(address("moving", ""), whole(1, files(5)), false);
        try (TransactionLogReader reader =
                TransactionLogs.at(address("moving", "")).read()) {
            write(address("moving", ""), whole(2, files(9)), true);
            List<Object> seen = new ArrayList<>();
            reader.forEachFile(seen::add);
            assertThat(seen).hasSize(5);
        }
        assertThat(read(address("moving", "")).files()).hasSize(9);
    }

    /** Two at once: the second waits no longer than it was told to. */
    @Test
    void aSecondWriterOfTheTableIsToldOfTheFirst() throws Exception {
        try (TransactionLogWriter first = TransactionLogs.at(address("held", ""))
                .write(whole(1, List.of()).content(), false)) {
            assertThatThrownBy(() -> write(address("held", "connect_timeout=1"), whole(1, List.of()), true))
                    .hasMessageContaining("another program is at work in it");
            write(address("beside", ""), whole(1, List.of()), false);
            first.commit();
        }
    }
}
