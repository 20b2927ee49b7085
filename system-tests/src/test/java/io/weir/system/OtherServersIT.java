package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.system.SharedPlatform.Addresses;
import io.weir.test.FreePorts;
import io.weir.test.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL and a Kafka that somebody else runs, in place of the embedded ones. */
@ExtendWith(SharedPlatform.class)
class OtherServersIT {

    private static final int KAFKA = 4;

    /** They change rows and no more, of which a new database has none; a kill behind one has it run twice, which changes nothing. */
    private static final Set<String> OF_ROWS_ALONE = Set.of(
            "platform V6__owner.sql",
            // Its columns have a default that stood beside the rows, until V14 wrote the table anew with it in them.
            "metadata V13__owner.sql");

    /** A later one wrote the tables that they changed anew, and with it all that PostgreSQL notes of its columns. */
    private static final Set<String> WRITTEN_OVER = Set.of("ingest V8__owner.sql", "metadata V13__owner.sql");

    /** They build indexes beside writers, which no transaction can; a kill behind one has it built anew. */
    private static final Set<String> OUTSIDE_OF_TRANSACTIONS =
            Set.of("lineage V10__runs_by_time.sql", "lineage V11__runs_of_a_job_in_a_state.sql");

    @TempDir
    Path dataDir;

    @Test
    void theMainJobRunsOnThem(Addresses others) throws Exception {
        try (TestDatabase database = TestDatabase.create("others").letMakeSchemas()) {
            Map<String, String> environment = Map.of(
                    "WEIR_POSTGRES_URL", database.jdbcUrl(),
                    "WEIR_POSTGRES_USERNAME", database.username(),
                    "WEIR_POSTGRES_PASSWORD", database.password(),
                    "WEIR_KAFKA_BOOTSTRAP_SERVERS", others.host() + ":" + (others.port() + KAFKA));
            String[] command = {
                "demo", "--once", "--json", "--events", "20000", "--port", Integer.toString(FreePorts.base())
            };
            try (WeirProcess demo = WeirProcess.start(Launch.BRIEF, environment, dataDir, command)) {
                assertThat(demo.exitCode(Duration.ofMinutes(5)))
                        .as(demo::toString)
                        .isZero();
                JsonNode summary = Http.json(demo.output());
                assertThat(summary.get("ok").asBoolean()).isTrue();
                assertThat(summary.get("deltaRows").asLong()).isEqualTo(20_000);
                assertThat(demo.toString()).doesNotContain(database.password());
            }
            for (String service : List.of("metadata", "ingest", "lineage", "platform")) {
                assertThat(unpairedMigrations(database, service)).as(service).isEmpty();
            }
            assertThat(dataDir.resolve("postgres")).doesNotExist();
            assertThat(dataDir.resolve("kafka")).doesNotExist();
        }
    }

    /** Migrations whose entry in the history was written by another transaction than what they made. */
    private static List<String> unpairedMigrations(TestDatabase database, String schema) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select script from %s.flyway_schema_history history
                         where version is not null
                           and not exists (select 1 from pg_class where xmin = history.xmin)
                           and not exists (select 1 from pg_attribute where xmin = history.xmin)
                        """.formatted(schema))) {
            List<String> scripts = new ArrayList<>();
            while (rows.next()) {
                String migration = schema + ' ' + rows.getString(1);
                if (!OF_ROWS_ALONE.contains(migration)
                        && !WRITTEN_OVER.contains(migration)
                        && !OUTSIDE_OF_TRANSACTIONS.contains(migration)) {
                    scripts.add(rows.getString(1));
                }
            }
            return scripts;
        }
    }
}
