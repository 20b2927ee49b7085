package io.weir.metadata.commit;

import static io.weir.metadata.Requests.add;
import static io.weir.metadata.Requests.commit;
import static io.weir.metadata.Requests.txn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.metadata.Backends;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.Replica;
import io.weir.metadata.Requests;
import io.weir.metadata.mirror.Invariants;
import io.weir.metadata.mirror.Invariants.Accepted;
import io.weir.test.TestDatabase;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A replica, a process of its own, is killed while it commits to two tables: before its first write, between the tables, within
 * the COPY of the second one's files, and before its last write. Nothing of it is there. Its writer sends the same to the
 * replica that is left: one version each. Where it is killed after the commit and before its reply, all of it is there, and what
 * is sent again is known. It takes a minute, so it runs where {@code -Dweir.thorough=true} asks for it, as .ci/run does.
 */
@EnabledIfSystemProperty(named = "weir.thorough", matches = "true")
class CommitKillTest {

    @TempDir
    static Path folder;

    private static final int LARGE = 3000;

    private static TestDatabase database;

    @AutoClose
    private static MetadataServer server;

    /** What the replica waits for when it is killed; of two tables the second is behind the first. */
    private enum Moment {
        BEFORE_ITS_WRITES("select from delta_table where name like '%second' for update", "for no key update"),
        BETWEEN_THE_TABLES("""
                insert into data_file (table_id, added_version, path, size, data_change, partition_values, add_action)
                select table_id, 0, 'once', 0, true, '{}', '{}' from delta_table where name like '%second'""", "insert into data_file"),
        WITHIN_A_COPY("""
                insert into data_file (table_id, added_version, path, size, data_change, partition_values, add_action)
                select table_id, 0, 'part-1500', 0, true, '{}', '{}' from delta_table where name like '%second'""", "copy data_file"),
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

    private static Map<String, Object> small() {
        return commit(add("once", 1), txn("app", 1));
    }

    /** So many files that they are copied, in more than one buffer. */
    private static Map<String, Object> large() {
        List<Map<?, ?>> actions = new ArrayList<>();
        for (int file = 0; file < LARGE; file++) {
            actions.add(add("part-" + file, 1));
        }
        actions.add(txn("app", 1));
        return commit(actions.toArray(Map<?, ?>[]::new));
    }

    private static Map<String, Object> both(String first, String second, Map<String, Object> ofTheSecond) {
        return Map.of(
                "commits",
                List.of(Map.of("table", first, "commit", small()), Map.of("table", second, "commit", ofTheSecond)));
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsThereAndThenAllOfIt(Moment moment) throws Exception {
        String name = moment.name().toLowerCase(Locale.ROOT);
        String first = create(name + "_first");
        String second = create(name + "_second");
        Map<String, Object> ofTheSecond = moment == Moment.WITHIN_A_COPY ? large() : small();
        Map<String, Object> both = both(first, second, ofTheSecond);

        killAt(moment, name, both);

        invariants(name).assertHold(first);
        invariants(name).assertHold(second);
        assertVersion(first, 0, 0);
        assertVersion(second, 0, 0);
        server.post("/api/v1/transactions", both).expect(200);
        assertVersion(first, 1, 1);
        assertVersion(second, 1, moment == Moment.WITHIN_A_COPY ? LARGE : 1);
        assertIsKnown(both);
        invariants(name).assertHold(first, new Accepted(small(), 1));
        invariants(name).assertHold(second, new Accepted(ofTheSecond, 1));
    }

    private static String create(String table) {
        server.post("/api/v1/tables", Requests.table(table)).expect(201);
        return table;
    }

    private static Invariants invariants(String replica) {
        return new Invariants(server).withLogs(Replica.log(folder.resolve(replica)));
    }

    private static void assertIsKnown(Map<String, Object> both) {
        assertThat(server.post("/api/v1/transactions", both)
                        .expect(200)
                        .json()
                        .get("outcome")
                        .stringValue())
                .isEqualTo("DUPLICATE");
    }

    /** The replica is dead before PostgreSQL's word that it has committed gets to it. */
    @Test
    void allOfItIsThereWhoeverWasToldOfIt() throws Exception {
        String first = create("told_first");
        String second = create("told_second");
        String third = create("told_third");
        Map<String, Object> both = both(first, second, large());
        Map<String, Object> keyed = commit(add("once", 1));
        String[] key = {"Idempotency-Key", "told-" + UUID.randomUUID()};

        killBeforeTheReply("told_of_two", "/api/v1/transactions", both);
        killBeforeTheReply("told_by_key", "/api/v1/tables/" + third + "/commits", keyed, key);

        assertVersion(first, 1, 1);
        assertVersion(second, 1, LARGE);
        assertVersion(third, 1, 1);
        assertIsKnown(both);
        invariants("told_of_two").assertHold(first, new Accepted(small(), 1));
        invariants("told_of_two").assertHold(second, new Accepted(large(), 1));
        invariants("told_by_key").assertHold(third, new Accepted(keyed, 1, key));
    }

    private static void killBeforeTheReply(String name, String path, Map<String, Object> body, String... headers)
            throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(database.port());
                Replica replica = new Replica(
                        database,
                        folder.resolve(name),
                        "--spring.datasource.hikari.jdbc-url=jdbc:postgresql://127.0.0.1:" + proxy.port() + "/"
                                + database.username() + "?prepareThreshold=0")) {
            awaitAnswers(replica);
            proxy.arm(CuttingProxy.Cut.BEFORE_REPLY, replica::close);
            HttpRequest.Builder request = replica.request(path).header("Content-Type", "application/json");
            if (headers.length > 0) {
                request.headers(headers);
            }
            assertThatThrownBy(() -> HttpClient.newHttpClient()
                            .send(
                                    request.POST(HttpRequest.BodyPublishers.ofString(
                                                    MetadataServer.JSON.writeValueAsString(body)))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
            assertThat(proxy.hasCut()).isTrue();
        }
    }

    private static void awaitAnswers(Replica replica) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> replica.answers(
                        replica.request("/api/v1/tables?limit=1").build()));
    }

    private static void killAt(Moment moment, String name, Map<String, Object> body) throws Exception {
        try (Connection holder = database.dataSource().getConnection();
                Statement hold = holder.createStatement();
                Backends backends = new Backends(database.dataSource())) {
            try (Replica replica = new Replica(database, folder.resolve(name))) {
                awaitAnswers(replica);
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
