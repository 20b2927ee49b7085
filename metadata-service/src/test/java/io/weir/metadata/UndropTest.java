package io.weir.metadata;

import static io.weir.metadata.Requests.add;
import static io.weir.metadata.Requests.commit;
import static io.weir.metadata.Requests.txn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.metadata.MetadataServer.Answer;
import io.weir.metadata.mirror.Mirrors;
import io.weir.metadata.mirror.ReplayEquality;
import io.weir.metadata.table.TableHead;
import io.weir.metadata.table.TableOwners;
import io.weir.metadata.table.Tables;
import io.weir.support.access.Removal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A dropped table comes back as it was, for as long as it is kept, and not in the place of another. */
class UndropTest {

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(folder, "--weir.services.platform-url=http://127.0.0.1:1");
    }

    @Test
    void aDroppedTableComesBackWithAllItHad() {
        JsonNode before = table("back", 3);
        server.delete(path("back")).expect(204);
        server.get(path("back")).expect(404);
        server.post(path("back") + "/commits", commit(add("late", 1))).expect(404);
        JsonNode listed = dropped("back").get(0);
        assertThat(listed.get("id")).isEqualTo(before.get("id"));
        assertThat(listed.get("version").longValue()).isEqualTo(3);
        assertThat(listed.get("purgeAt").stringValue())
                .isGreaterThan(listed.get("droppedAt").stringValue());

        JsonNode back = undrop("back", "").expect(200).json();

        for (String field : List.of("id", "location", "version", "timestamp", "files", "rows", "schema", "createdAt")) {
            assertThat(back.get(field)).as(field).isEqualTo(before.get(field));
        }
        assertThat(dropped("back")).isEmpty();
        server.post(path("back") + "/commits", commit(add("after", 1), txn("app", 4)))
                .expect(200);
        new ReplayEquality(server, "back").holdsAtEvery(1);
    }

    @Test
    void theNameOfAnotherIsNotTaken() {
        JsonNode old = table("twice", 2);
        server.delete(path("twice")).expect(204);
        Map<String, Object> successor = Requests.table("twice");
        assertThat(code(server.post("/api/v1/tables", successor).expect(409))).isEqualTo("location-in-use");
        successor.put("location", folder.resolve("tables/elsewhere").toString());
        server.post("/api/v1/tables", successor).expect(201);

        assertThat(code(undrop("twice", "").expect(409))).isEqualTo("table-exists");
        server.delete(path("twice")).expect(204);
        assertThat(dropped("twice")).hasSize(2);
        JsonNode back = undrop("twice", "?id=" + old.get("id").stringValue())
                .expect(200)
                .json();
        assertThat(back.get("version").longValue()).isEqualTo(2);
        assertThat(dropped("twice")).hasSize(1);
    }

    @Test
    void whatWasNotDroppedOrIsForgottenDoesNotComeBack() {
        table("live", 1);
        assertThat(code(undrop("live", "").expect(404))).isEqualTo("table-not-found");
        Answer never = undrop("never", "").expect(404);
        assertThat(code(never)).isEqualTo("table-not-found");
        assertThat(never.json().path("detail").stringValue())
                .isEqualTo("There is no dropped table never to take back; dropped tables are kept for 7 days");
        assertThat(code(undrop("live", "?id=1").expect(400))).isEqualTo("malformed-request");

        table("gone", 1);
        server.delete(path("gone")).expect(204);
        server.delete(path("gone")).expect(404);
        server.delete(path("gone") + "?purge=true").expect(204);
        undrop("gone", "").expect(404);
        assertThat(dropped("gone")).isEmpty();
        await().until(() -> rows("gone") == 0);
        server.delete(path("gone") + "?purge=true").expect(404);
    }

    @Test
    void aTableIsHandedOverAndTakesItsGrantsAlongWhenItGoes() {
        assertThat(table("owned", 1).get("owner").stringValue()).isEqualTo("platform");
        TableHead read = server.bean(Tables.class).open("owned").orElseThrow();
        server.put(path("owned") + "/owner", Map.of("owner", "ann")).expect(422);
        server.put(path("never") + "/owner", Map.of("owner", "user:ann")).expect(404);
        JsonNode given = server.put(path("owned") + "/owner", Map.of("owner", "user:ann"))
                .expect(200)
                .json();
        assertThat(given.get("owner").stringValue()).isEqualTo("user:ann");
        assertThat(server.bean(TableOwners.class).handOver(read, "user:ben", false))
                .as("who read it before")
                .isFalse();
        assertThat(removals("owned")).isZero();
        server.delete(path("owned")).expect(204);
        server.delete(path("owned")).expect(404);
        assertThat(removals("owned")).isEqualTo(1);
        assertThat(server.bean(TableOwners.class).of("owned")).isEmpty();
        assertThat(undrop("owned", "").expect(200).json().get("owner").stringValue())
                .isEqualTo("user:ann");
    }

    /** What the control plane is to be told; nobody answers in its place. */
    private static int removals(String table) {
        return server.bean(JdbcClient.class)
                .sql("select count(*) from outbox_message where destination = 'PLATFORM' and path = ?"
                        + " and body::jsonb ->> 'kind' = 'TABLE' and body::jsonb ->> 'name' = ?")
                .params(Removal.PATH, table)
                .query(Integer.class)
                .single();
    }

    @Test
    void aRepetitionWithItsKeyIsTheSameAnswer() {
        table("keyed", 1);
        server.delete(path("keyed")).expect(204);
        Answer first = server.post(path("keyed") + "/undrop", "", "Idempotency-Key", "undrop-1")
                .expect(200);
        assertThat(server.post(path("keyed") + "/undrop", "", "Idempotency-Key", "undrop-1")
                        .json())
                .isEqualTo(first.json());
    }

    /** A mirror's worker may have seen the table as expired the moment before it was taken back. */
    @Test
    void purgingLooksAgainBeforeItForgets() {
        table("spared", 1);
        long tableId = server.bean(Tables.class).open("spared").orElseThrow().tableId();
        server.bean(Mirrors.class).purge(tableId);
        server.delete(path("spared")).expect(204);
        server.bean(Mirrors.class).purge(tableId);
        assertThat(undrop("spared", "").expect(200).json().get("files").longValue())
                .isEqualTo(1);
    }

    private static JsonNode table(String name, int commits) {
        server.post("/api/v1/tables", Requests.table(name)).expect(201);
        for (int number = 1; number <= commits; number++) {
            server.post(path(name) + "/commits", commit(add("f" + number, number), txn("app", number)))
                    .expect(200);
        }
        return server.get(path(name)).expect(200).json();
    }

    private static Answer undrop(String name, String query) {
        return server.post(path(name) + "/undrop" + query, "");
    }

    private static List<JsonNode> dropped(String name) {
        return server.get("/api/v1/dropped-tables?limit=1000")
                .expect(200)
                .json()
                .get("items")
                .valueStream()
                .filter(table -> table.get("name").stringValue().equals(name))
                .toList();
    }

    private static long rows(String name) {
        return server.bean(JdbcClient.class)
                .sql("select count(*) from delta_table where name = ?")
                .param(name)
                .query(Long.class)
                .single();
    }

    private static String path(String name) {
        return "/api/v1/tables/" + name;
    }

    private static String code(Answer answer) {
        return answer.json().get("code").stringValue();
    }
}
