package io.weir.metadata.commit;

import static io.weir.metadata.Requests.add;
import static io.weir.metadata.Requests.commit;
import static io.weir.metadata.Requests.remove;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.MetadataServer.Answer;
import io.weir.metadata.Requests;
import io.weir.support.identity.Identity;
import io.weir.support.identity.LocalIdentity;
import io.weir.support.identity.Scope;
import io.weir.support.request.ResourceIds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Who made which version of which table, whatever the table's name is by then. */
class PrincipalsTest {

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(
                folder,
                "--weir.identity.enabled=true",
                "--weir.identity.keeper=true",
                "--weir.metadata.mirror.workers=0",
                "--weir.outbox.poll-interval=1h");
    }

    private static String[] by(String name, String request, String... more) throws IOException {
        String token = LocalIdentity.token(folder, new Identity(name, Scope.WRITE));
        List<String> headers = new ArrayList<>(List.of("Authorization", "Bearer " + token));
        headers.addAll(List.of("X-Request-Id", request));
        headers.addAll(List.of(more));
        return headers.toArray(String[]::new);
    }

    private static void made(String table, String name, String request) throws IOException {
        server.post("/api/v1/tables", Requests.table(table), by(name, request)).expect(201);
    }

    private static String path(String table) {
        return "/api/v1/tables/" + table;
    }

    private static JsonNode history(String table) throws IOException {
        return server.get(path(table) + "/commits?limit=1000", by("token:reader", "look"))
                .expect(200)
                .json();
    }

    private static List<String> makers(String table) throws IOException {
        return history(table)
                .get("items")
                .valueStream()
                .map(item -> item.get("version") + " " + item.get("principal").stringValue() + " "
                        + item.get("requestId").stringValue())
                .toList();
    }

    private static Map<?, ?>[] manyAdds() {
        return IntStream.range(0, 300)
                .mapToObj(number -> add("many-" + number, 1))
                .toArray(Map<?, ?>[]::new);
    }

    @Test
    void everyVersionTellsWhoMadeItAndByWhichCallHoweverItIsWritten() throws IOException {
        String commits = path("told") + "/commits";
        made("told", "token:maker", "made");
        server.post(commits, commit(add("a", 1)), by("token:loader", "few")).expect(200);
        server.post(commits, commit(manyAdds()), by("user:ann", "many")).expect(200);
        Map<?, ?> part = Map.of("table", "told", "commit", commit(remove("a")));
        server.post(
                        "/api/v1/transactions",
                        Map.of("commits", List.of(part)),
                        by("service:ingest-worker", "transaction"))
                .expect(200);
        server.post(path("told") + "/restore", Map.of("version", 1), by("user:ben", "restored"))
                .expect(200);
        server.patch(path("told"), Map.of("description", "of all"), by("user:cid", "described"))
                .expect(200);
        server.put(path("told") + "/mode", Map.of("mode", "GUARDED"), by("user:dan", "guarded"))
                .expect(200);

        assertThat(makers("told"))
                .containsExactly(
                        "6 user:dan guarded",
                        "5 user:cid described",
                        "4 user:ben restored",
                        "3 service:ingest-worker transaction",
                        "2 user:ann many",
                        "1 token:loader few",
                        "0 token:maker made");
    }

    /** Those that wait are written by one statement, by the thread of one of them. */
    @Test
    void ofCommitsThatAreMadeTogetherEachIsItsOwnCallers() throws Exception {
        made("together", "token:maker", "made");
        ExecutorService callers = Executors.newFixedThreadPool(16);
        try {
            List<Future<Answer>> answers = IntStream.range(0, 64)
                    .mapToObj(number -> callers.submit(() -> server.post(
                            path("together") + "/commits",
                            commit(add("file-" + number, 1)),
                            by("user:" + number, "call-" + number))))
                    .toList();
            for (Future<Answer> answer : answers) {
                answer.get().expect(200);
            }
        } finally {
            callers.shutdownNow();
        }
        for (JsonNode item : history("together").get("items")) {
            if (item.get("version").longValue() > 0) {
                assertThat(item.get("principal").stringValue())
                        .isEqualTo(item.get("requestId").stringValue().replace("call-", "user:"));
            }
        }
        assertThat(makers("together")).hasSize(65).doesNotHaveDuplicates();
    }

    @Test
    void theNextTableOfANameIsToldFromTheOneBefore() throws IOException {
        String first = created("again", "again", "user:ann");
        assertThat(idOf(server.post(path("again") + "/commits", commit(add("a", 1)), by("user:ann", "first"))))
                .isEqualTo(first);
        assertThat(idOf(server.delete(path("again"), by("user:ben", "dropped"))))
                .isEqualTo(first);
        // The place of the first is kept for it.
        String second = created("again", "elsewhere", "user:cid");

        assertThat(second).isNotEqualTo(first);
        assertThat(history("again").get("tableId").stringValue()).isEqualTo(second);
        assertThat(makers("again")).containsExactly("0 user:cid made");
        assertThat(idOf(server.get(path("again") + "/changes", by("user:cid", "read"))))
                .isEqualTo(second);
        assertThat(idOf(server.delete(path("again"), by("user:ben", "dropped-too"))))
                .isEqualTo(second);

        assertThat(idOf(server.post(path("again") + "/undrop?id=" + first, "", by("user:ann", "back"))))
                .isEqualTo(first);
        assertThat(history("again").get("tableId").stringValue()).isEqualTo(first);
        assertThat(makers("again")).containsExactly("1 user:ann first", "0 user:ann made");
    }

    @Test
    void anAnswerThatIsGivenAgainTellsTheTableOfTheFirst() throws IOException {
        String table = created("repeated", "repeated", "user:ann");
        String[] keyed = by("user:ann", "once", "Idempotency-Key", "the-same");
        Answer first = server.post(path("repeated") + "/commits", commit(add("a", 1)), keyed);
        Answer second = server.post(path("repeated") + "/commits", commit(add("a", 1)), keyed);

        assertThat(idOf(first)).isEqualTo(table);
        assertThat(idOf(second)).isEqualTo(table);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(first.json().get("tableId").stringValue()).isEqualTo(table);
    }

    @Test
    void whatIsRefusedOfATableThatWasFoundTellsWhichItWas() throws IOException {
        String table = created("refusing", "refusing", "user:ann");
        String commits = path("refusing") + "/commits";
        server.post(commits, commit(add("a", 1), Requests.txn("app", 1)), by("user:ann", "first"))
                .expect(200);
        Map<String, Object> late = commit(add("b", 1));
        late.put("readVersion", 0);
        late.put("readWholeTable", true);
        late.put("isolationLevel", "SERIALIZABLE");
        Map<String, Object> outrun = commit(add("c", 1));
        outrun.put("expectedTransactions", List.of(Map.of("appId", "app", "version", 7)));
        Map<String, Object> ahead = commit(add("d", 1));
        ahead.put("readVersion", 9);

        String[] caller = by("user:ann", "refused");
        for (Answer refused : List.of(
                server.post(commits, late, caller).expect(409),
                server.post(commits, outrun, caller).expect(409),
                server.post(commits, ahead, caller).expect(422),
                server.post(commits, commit(Requests.remove("none")), caller).expect(422),
                server.post(
                                "/api/v1/transactions",
                                Map.of("commits", List.of(Map.of("table", "refusing", "commit", late))),
                                caller)
                        .expect(409),
                server.post(path("refusing") + "/restore", Map.of("version", 9), caller)
                        .expect(404),
                server.post(path("refusing") + "/vacuums", Map.of("retainHours", 1), caller)
                        .expect(422),
                server.patch(
                                path("refusing"),
                                Map.of("properties", Map.of("delta.enableDeletionVectors", "true")),
                                caller)
                        .expect(422),
                server.post(path("refusing") + "/mirror/verify", Map.of("fromVersion", 9), caller)
                        .expect(422))) {
            assertThat(refused.header(ResourceIds.TABLE_ID_HEADER))
                    .as(refused.text())
                    .isEqualTo(table);
            assertThat(refused.json().get("tableId").stringValue()).isEqualTo(table);
        }
        assertThat(server.post(path("unknown") + "/commits", commit(add("a", 1)), caller)
                        .expect(404)
                        .header(ResourceIds.TABLE_ID_HEADER))
                .isEmpty();
    }

    @Test
    void whatIsDoneToAMirrorOrByAVacuumTellsTheTable() throws IOException {
        String table = created("tended", "tended", "user:ann");
        for (String call : List.of("pause", "resume", "verify", "repair")) {
            Answer answer = server.post(path("tended") + "/mirror/" + call, Map.of(), by("user:ben", call));
            assertThat(idOf(answer)).as(call).isEqualTo(table);
            assertThat(answer.json().get("tableId").stringValue()).isEqualTo(table);
        }
        Answer vacuum = server.post(path("tended") + "/vacuums", Map.of("dryRun", true), by("user:ben", "vacuum"));
        assertThat(idOf(vacuum)).isEqualTo(table);
        assertThat(vacuum.json().get("tableId").stringValue()).isEqualTo(table);
    }

    private static String created(String table, String place, String name) throws IOException {
        Map<String, Object> request = Requests.table(table);
        request.put("location", folder.resolve("tables").resolve(place).toString());
        Answer answer = server.post("/api/v1/tables", request, by(name, "made"));
        assertThat(idOf(answer)).isEqualTo(answer.json().get("id").stringValue());
        return idOf(answer);
    }

    private static String idOf(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isLessThan(300);
        return answer.header(ResourceIds.TABLE_ID_HEADER);
    }
}
