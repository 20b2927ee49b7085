package io.weir.metadata.lookup;

import static io.weir.metadata.Requests.add;
import static io.weir.metadata.Requests.commit;
import static io.weir.metadata.Requests.txn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What the statements of small commits and of their mirror cost PostgreSQL beside their work: no plan of their own. */
class KeptPlansTest {

    /** After five of a connection, the driver leaves a statement with the server. */
    private static final int REPETITIONS = 15;

    @TempDir
    static Path folder;

    private static MetadataServer server;

    @BeforeAll
    static void start() {
        // One connection, which can tell of all its statements.
        server = MetadataServer.startOnNewDatabase(folder, "--spring.datasource.hikari.maximum-pool-size=1");
        server.post("/api/v1/tables", Requests.table("planned", Map.of("delta.checkpointInterval", "1000")))
                .expect(201);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private record Plans(String statement, long kept, long ofTheirOwn) {}

    @Test
    void statementsOfCommitsAndOfTheMirrorArePlannedOnce() {
        for (int number = 1; number <= REPETITIONS; number++) {
            server.post("/api/v1/tables/planned/commits", commit(add("file-" + number, 1), txn("application", number)))
                    .expect(200);
            awaitMirror();
        }

        assertThat(plans("%opened%advanced%")).singleElement().satisfies(KeptPlansTest::isPlannedOnce);
        assertThat(plans("%join table_transaction%")).singleElement().satisfies(KeptPlansTest::isPlannedOnce);
        assertThat(plans("%select version, content_bytes + octet_length%"))
                .singleElement()
                .satisfies(KeptPlansTest::isPlannedOnce);
        assertThat(plans("%update table_mirror m%")).singleElement().satisfies(KeptPlansTest::isPlannedOnce);
    }

    @Test
    void whatReadsManyRowsInTheSameTransactionIsPlannedAsEver() {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        server.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            List<String> usual = settings(jdbc);
            jdbc.sql("select " + KeptPlans.BEGIN).query(String.class).single();
            assertThat(settings(jdbc)).containsExactly("off", "off", "off", "force_generic_plan");
            jdbc.sql(KeptPlans.END).update();
            assertThat(settings(jdbc)).isEqualTo(usual).containsExactly("on", "on", "on", "auto");
        });
    }

    private static List<String> settings(JdbcClient jdbc) {
        return jdbc.sql("""
                        select setting from pg_settings
                        where name in ('enable_seqscan', 'enable_hashjoin', 'enable_mergejoin', 'plan_cache_mode')
                        order by name""").query(String.class).list();
    }

    private static List<Plans> plans(String statement) {
        return server.bean(JdbcClient.class)
                .sql("select statement, generic_plans, custom_plans from pg_prepared_statements where statement like ?")
                .param(statement)
                .query((row, number) -> new Plans(row.getString(1), row.getLong(2), row.getLong(3)))
                .list();
    }

    private static void awaitMirror() {
        await().until(() -> server.get("/api/v1/tables/planned/mirror")
                        .expect(200)
                        .json()
                        .get("backlog")
                        .longValue()
                == 0);
    }

    private static void isPlannedOnce(Plans plans) {
        assertThat(plans.kept()).as(plans.statement()).isGreaterThanOrEqualTo(REPETITIONS / 2);
        assertThat(plans.ofTheirOwn()).as(plans.statement()).isZero();
    }
}
