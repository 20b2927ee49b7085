package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.test.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table of runs may be large when it gets its indexes, and replicas of the version before write to it. Breaks when the build
 * keeps them waiting, or when one that was killed leaves an index that is of no use and stays.
 */
class RunIndexMigrationTest {

    private TestDatabase database;
    private JdbcClient jdbc;

    @BeforeEach
    void startVersionBefore() {
        database = TestDatabase.create("lineage");
        migrate("--spring.flyway.target=9");
        jdbc = JdbcClient.create(database.dataSource());
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private void migrate(String... arguments) {
        LineageService.application()
                .run(Stream.of(new String[] {"--server.port=0"}, database.arguments(), arguments)
                        .flatMap(Stream::of)
                        .toArray(String[]::new))
                .close();
    }

    @Test
    void othersWriteWhileTheIndexesAreBuilt() throws Exception {
        CompletableFuture<Void> migration;
        try (Connection earlier = database.dataSource().getConnection();
                Connection later = database.dataSource().getConnection()) {
            earlier.setAutoCommit(false);
            write(earlier, new UUID(5, 1));
            migration = CompletableFuture.runAsync(this::migrate);
            await().until(this::indexIsWaitedFor);

            try (Statement statement = later.createStatement()) {
                statement.execute("set lock_timeout = '2s'");
            }
            write(later, new UUID(5, 2));
            earlier.commit();
        }
        migration.get(1, TimeUnit.MINUTES);

        assertIndexed();
        assertThat(jdbc.sql("select count(*) from run").query(Integer.class).single())
                .isEqualTo(2);
    }

    @Test
    void whatAKilledBuildLeftIsMadeAnew() {
        for (String index : List.of("run_by_time", "run_by_state", "run_by_job_and_state")) {
            jdbc.sql("create index " + index + " on run (seen_by)").update();
        }
        migrate();
        assertIndexed();
    }

    private void assertIndexed() {
        assertThat(jdbc.sql("select pg_get_indexdef(indexrelid) from pg_index"
                                + " where indrelid = 'run'::regclass and indisvalid and indisready")
                        .query(String.class)
                        .list())
                .anyMatch(index -> index.endsWith(
                        "run_by_time ON lineage.run USING btree (first_by DESC NULLS LAST, run_id DESC NULLS LAST)"))
                .anyMatch(index -> index.contains("run_by_state ON lineage.run USING btree (COALESCE(")
                        && index.endsWith(", first_by DESC, run_id DESC)"))
                .anyMatch(index -> index.contains("run_by_job_and_state ON lineage.run USING btree (job_id, COALESCE(")
                        && index.endsWith(", first_by DESC, run_id DESC)"));
    }

    private boolean indexIsWaitedFor() {
        return jdbc.sql("""
                        select exists (select 1 from pg_stat_activity
                         where datname = current_database() and wait_event_type = 'Lock' and query ilike '%create index%'
                           and pid <> pg_backend_pid())
                        """).query(Boolean.class).single();
    }

    private static void write(Connection connection, UUID run) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into run (run_id, job_id, first_by, seen_by, running) values ('" + run + "', '"
                    + run + "', '" + run + "', '" + run + "', true)");
        }
    }
}
