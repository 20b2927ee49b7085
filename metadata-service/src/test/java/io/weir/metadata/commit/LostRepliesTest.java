package io.weir.metadata.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.MetadataServer.Answer;
import io.weir.metadata.Requests;
import io.weir.metadata.commit.CuttingProxy.Cut;
import io.weir.metadata.mirror.Invariants;
import io.weir.test.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The connection to PostgreSQL breaks in mid-commit. The writer is told so, and sends the same again: one version. */
class LostRepliesTest {

    private static final String WAITING = """
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock' and pid <> pg_backend_pid()""";

    private static final String STOP_WAITING = """
            select %s(pid) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock' and pid <> pg_backend_pid()""";

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static CuttingProxy proxy;
    private static MetadataServer server;

    @BeforeAll
    static void start() throws IOException {
        database = TestDatabase.create("metadata");
        proxy = new CuttingProxy(database.port());
        server = MetadataServer.start(
                database,
                folder,
                "--spring.datasource.hikari.jdbc-url=jdbc:postgresql://127.0.0.1:" + proxy.port() + "/"
                        + database.username() + "?prepareThreshold=0",
                "--weir.metadata.mirror.workers=0");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        proxy.close();
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void aCommitWithATransactionIsSentAgain(Cut cut) {
        String table = table("txn", cut);
        Map<String, Object> commit = Requests.commit(Requests.add("once", 1), Requests.txn("app", 1));

        assertUnavailable(cutting(cut, commits(table), commit));
        Answer again = server.post(commits(table), commit).expect(200);

        assertThat(text(again, "outcome")).isEqualTo(cut == Cut.BEFORE_COMMIT ? "COMMITTED" : "DUPLICATE");
        assertOneVersion(table);
    }

    @ParameterizedTest
    @EnumSource
    void aCommitWithAKeyIsSentAgain(Cut cut) {
        String table = table("key", cut);
        Map<String, Object> commit = Requests.commit(Requests.add("once", 1));
        String[] key = {"Idempotency-Key", "lost-" + cut};

        assertUnavailable(cutting(cut, commits(table), commit, key));
        Answer again = server.post(commits(table), commit, key).expect(200);

        assertThat(text(again, "outcome")).isEqualTo("COMMITTED");
        assertThat(again.json().get("version").longValue()).isEqualTo(1);
        assertOneVersion(table);
    }

    @ParameterizedTest
    @EnumSource
    void aCommitToManyTablesIsSentAgain(Cut cut) {
        String first = table("many1", cut);
        String second = table("many2", cut);
        Map<String, Object> commit = Requests.commit(Requests.add("once", 1), Requests.txn("app", 1));
        Map<String, Object> both = Map.of(
                "commits",
                List.of(Map.of("table", first, "commit", commit), Map.of("table", second, "commit", commit)));

        assertUnavailable(cutting(cut, "/api/v1/transactions", both));
        server.post("/api/v1/transactions", both).expect(200);

        assertOneVersion(first);
        assertOneVersion(second);
    }

    @Test
    void aCommitWhoseBackendIsTerminatedLeavesNothing() throws Exception {
        assertStopped("pg_terminate_backend", "terminated");
    }

    @Test
    void aCommitWhoseStatementIsCancelledLeavesNothing() throws Exception {
        assertStopped("pg_cancel_backend", "cancelled");
    }

    private static void assertStopped(String how, String table) throws SQLException {
        server.post("/api/v1/tables", Requests.table(table)).expect(201);
        Map<String, Object> commit = Requests.commit(Requests.add("once", 1), Requests.txn("app", 1));
        try (Connection holder = database.dataSource().getConnection();
                Statement statement = holder.createStatement();
                Connection looking = database.dataSource().getConnection();
                // Outside of the transaction, in which PostgreSQL would show the sessions of its first look only.
                Statement look = looking.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("select from delta_table where name = '" + table + "' for update");
            CompletableFuture<Answer> waiting =
                    CompletableFuture.supplyAsync(() -> server.post(commits(table), commit));
            Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> count(look) == 1);
            look.execute(STOP_WAITING.formatted(how));
            assertUnavailable(waiting.join());
            holder.rollback();
        }
        assertThat(server.get("/api/v1/tables/" + table).json().get("version").longValue())
                .isZero();
        assertThat(text(server.post(commits(table), commit).expect(200), "outcome"))
                .isEqualTo("COMMITTED");
        assertOneVersion(table);
    }

    private static int count(Statement look) throws SQLException {
        try (var rows = look.executeQuery(WAITING)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static String table(String name, Cut cut) {
        String table = name + "_" + cut;
        server.post("/api/v1/tables", Requests.table(table)).expect(201);
        return table;
    }

    private static String commits(String table) {
        return "/api/v1/tables/" + table + "/commits";
    }

    private static Answer cutting(Cut cut, String path, Object body, String... headers) {
        proxy.arm(cut);
        Answer answer = server.post(path, body, headers);
        assertThat(proxy.hasCut()).isTrue();
        return answer;
    }

    private static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(text(answer, "code")).isEqualTo("unavailable");
        assertThat(text(answer, "detail")).startsWith("The database ");
        assertThat(answer.retryAfter()).isNotEmpty();
    }

    private static void assertOneVersion(String table) {
        var head = server.get("/api/v1/tables/" + table).expect(200).json();
        assertThat(head.get("version").longValue()).isEqualTo(1);
        assertThat(head.get("files").longValue()).isEqualTo(1);
        new Invariants(server).assertHold(table);
    }

    private static String text(Answer answer, String field) {
        return answer.json().get(field).stringValue();
    }
}
