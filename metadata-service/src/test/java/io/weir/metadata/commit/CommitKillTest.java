package io.weir.metadata.commit;

import static io.weir.metadata.Requests.add;
import static io.weir.metadata.Requests.commit;
import static io.weir.metadata.Requests.txn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.metadata.Backends;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.Replica;
import io.weir.metadata.Requests;
import io.weir.test.TestDatabase;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A replica, a process of its own, is killed while it commits to two tables: before its first write, between the tables, and
 * before its last write. Nothing of it is there. Its writer sends the same to the replica that is left: one version each. It
 * takes half a minute, so it runs where {@code -Dweir.thorough=true} asks for it, as .ci/run does.
 */
@EnabledIfSystemProperty(named = "weir.thorough", matches = "true")
class CommitKillTest {

    @TempDir
    static Path folder;

    private static TestDatabase database;

    @AutoClose
    private static MetadataServer server;

    /** What the replica waits for when it is killed; of two tables the second is behind the first. */
    private enum Moment {
        BEFORE_ITS_WRITES("select from delta_table where name like '%second' for update", "for no key update"),
        BETWEEN_THE_TABLES("""
                insert into data_file (table_id, added_version, path, size, data_change, partition_values, add_action)
                select table_id, 0, 'once', 0, true, '{}', '{}' from delta_table where name like '%second'""", "data_file"),
        BEFORE_ITS_LAST_WRITE("lock table commit_log in share mode", "commit_log");

        private final String obstacle;
        private final String statement;

        Moment(String obstacle, String statement) {
            this.obstacle = obstacle;
            this.statement = statement;
        }
    }

    @BeforeAll
    static void start() {
        database = TestDatabase.create("metadata");
        server = MetadataServer.start(database, folder, "--weir.metadata.mirror.workers=0");
    }

    private static Map<String, Object> part(String table) {
        return Map.of("table", table, "commit", commit(add("once", 1), txn("app", 1)));
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsThereAndThenAllOfIt(Moment moment) throws Exception {
        String name = moment.name().toLowerCase(Locale.ROOT);
        List<String> tables = List.of(name + "_first", name + "_second");
        tables.forEach(
                table -> server.post("/api/v1/tables", Requests.table(table)).expect(201));
        Map<String, Object> both =
                Map.of("commits", tables.stream().map(CommitKillTest::part).toList());

        killAt(moment, name, both);

        tables.forEach(table -> assertVersion(table, 0, 0));
        server.post("/api/v1/transactions", both).expect(200);
        tables.forEach(table -> assertVersion(table, 1, 1));
        assertThat(server.post("/api/v1/transactions", both)
                        .expect(200)
                        .json()
                        .get("outcome")
                        .stringValue())
                .isEqualTo("DUPLICATE");
    }

    private static void killAt(Moment moment, String name, Map<String, Object> body) throws Exception {
        try (Connection holder = database.dataSource().getConnection();
                Statement hold = holder.createStatement();
                Backends backends = new Backends(database.dataSource())) {
            try (Replica replica = new Replica(database, folder.resolve(name))) {
                await().atMost(Duration.ofMinutes(2))
                        .until(() -> replica.answers(
                                replica.request("/api/v1/tables?limit=1").build()));
                holder.setAutoCommit(false);
                hold.execute(moment.obstacle.replace("%second", name + "_second"));
                HttpRequest request = replica.request("/api/v1/transactions")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(MetadataServer.JSON.writeValueAsString(body)))
                        .build();
                var answer = HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString());
                await().until(() -> backends.isWaiting(moment.statement));
                assertThat(answer).isNotDone();
            }
            // PostgreSQL finds out that nobody is there any more when it has something to say.
            holder.rollback();
            await().until(() -> backends.isIdle(moment.statement));
        }
    }

    private static void assertVersion(String table, long version, long files) {
        var head = server.get("/api/v1/tables/" + table).expect(200).json();
        assertThat(head.get("version").longValue()).isEqualTo(version);
        assertThat(head.get("files").longValue()).isEqualTo(files);
    }
}
