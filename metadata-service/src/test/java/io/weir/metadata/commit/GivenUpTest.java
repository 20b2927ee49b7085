package io.weir.metadata.commit;

import static io.weir.metadata.Requests.add;
import static io.weir.metadata.Requests.commit;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.MetadataServer.Answer;
import io.weir.metadata.Requests;
import io.weir.test.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** PostgreSQL may give a transaction up, as it was in another's way: nothing of it stays, and it may be sent again. */
class GivenUpTest {

    private static final String TABLE = "/api/v1/tables/contended";
    private static final String OTHER = "/api/v1/tables/untouched";

    @TempDir
    static Path folder;

    @AutoClose
    private static TestDatabase database;

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        database = TestDatabase.create("metadata");
        server = MetadataServer.start(database, folder);
        server.post("/api/v1/tables", Requests.table("untouched")).expect(201);
        server.post("/api/v1/tables", Requests.table("contended")).expect(201);
    }

    /** A deadlock, and a serialization that failed, after all that the commit wrote before. */
    @ParameterizedTest
    @ValueSource(strings = {"40P01", "40001"})
    void aCommitThatIsGivenUpLeavesNothingAndMayBeSentAgain(String state) {
        JsonNode before = withoutMirror(TABLE);
        Map<String, Object> body = commit(IntStream.range(0, 300)
                .mapToObj(number -> add(state + number, 1))
                .toArray(Map<?, ?>[]::new));
        giveUp(state);
        try {
            assertGivenUp(server.post(TABLE + "/commits", body));
        } finally {
            server.bean(JdbcClient.class)
                    .sql("drop trigger given_up on commit_log")
                    .update();
        }
        assertThat(withoutMirror(TABLE)).isEqualTo(before);
        assertThat(server.post(TABLE + "/commits", body).expect(200).json().has("rebasedFrom"))
                .isFalse();
    }

    @Test
    void ofManyTablesNoneIsChanged() {
        JsonNode before = withoutMirror(OTHER);
        Object body = Map.of(
                "commits",
                List.of(
                        Map.of("table", "untouched", "commit", commit(add("a", 1))),
                        Map.of("table", "contended", "commit", commit(add("b", 1)))));
        giveUp("40P01");
        try {
            assertGivenUp(server.post("/api/v1/transactions", body));
        } finally {
            server.bean(JdbcClient.class)
                    .sql("drop trigger given_up on commit_log")
                    .update();
        }
        assertThat(withoutMirror(OTHER)).isEqualTo(before);
    }

    /** Which goes on by itself with the version that made the table. */
    private static JsonNode withoutMirror(String path) {
        return ((ObjectNode) server.get(path).expect(200).json()).without("publishedVersion");
    }

    private static void assertGivenUp(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(answer.json().get("detail").stringValue()).contains("try again");
    }

    private static void giveUp(String state) {
        JdbcClient client = server.bean(JdbcClient.class);
        client.sql("create or replace function give_up() returns trigger language plpgsql as $$ begin"
                        + " if new.table_id = (select table_id from delta_table where name = 'contended') then"
                        + " raise exception 'in another''s way' using errcode = '" + state + "'; end if;"
                        + " return null; end $$")
                .update();
        client.sql("create trigger given_up after insert on commit_log for each row execute function give_up()")
                .update();
    }
}
