package io.weir.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.test.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * The limit of statements' time is for those that somebody waits for. What is done beside requests takes as long as its table is
 * large; cut off, it would be begun again for ever.
 */
class StepTimeTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static MetadataServer server;

    @BeforeAll
    static void start() throws SQLException {
        database = TestDatabase.create("metadata");
        server = MetadataServer.start(
                database,
                folder,
                "--weir.metadata.mirror.poll-interval=20ms",
                "--weir.metadata.mirror.first-retry=100ms",
                "--weir.metadata.mirror.longest-retry=200ms",
                "--DB_COMMAND_TIMEOUT=1");
        execute("""
                create function dawdle() returns trigger language plpgsql
                as 'begin perform pg_sleep(2); return null; end'""");
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    /** Has a statement on a relation take two seconds. */
    private static void slowly(String event, String relation, Work work) throws Exception {
        execute("create trigger dawdle before " + event + " on " + relation
                + " for each statement execute function dawdle()");
        try {
            work.run();
        } finally {
            execute("drop trigger dawdle on " + relation);
        }
    }

    private static Path table(String name) {
        server.post("/api/v1/tables", Requests.table(name)).expect(201);
        server.post("/api/v1/tables/" + name + "/commits", Requests.commit(Requests.add("part", 1)))
                .expect(200);
        await().atMost(LONG)
                .until(() -> server.get("/api/v1/tables/" + name + "/mirror")
                                .expect(200)
                                .json()
                                .get("backlog")
                                .longValue()
                        == 0);
        return folder.resolve("tables").resolve(name);
    }

    @Test
    void aDroppedTableIsForgottenHoweverLongThatTakes() throws Exception {
        table("forgotten");
        server.delete("/api/v1/tables/forgotten").expect(204);
        JdbcClient sql = server.bean(JdbcClient.class);
        slowly("delete", "data_file", () -> {
            sql.sql("update delta_table set purge_at = now() where name = 'forgotten'")
                    .update();
            await().atMost(LONG)
                    .until(() -> sql.sql("select count(*) from delta_table where name = 'forgotten'")
                                    .query(Long.class)
                                    .single()
                            == 0);
        });
    }

    @Test
    void aVacuumEndsHoweverLongItLooks() throws Exception {
        Path orphan = Files.writeString(table("vacuumed").resolve("orphan"), "12345");
        Files.setLastModifiedTime(orphan, FileTime.from(Instant.EPOCH));
        slowly("insert", "vacuum_file", () -> {
            String vacuums = "/api/v1/tables/vacuumed/vacuums";
            String id = server.post(vacuums, Map.of("dryRun", false))
                    .expect(202)
                    .json()
                    .get("id")
                    .stringValue();
            JsonNode ended = await().atMost(LONG)
                    .until(() -> server.get(vacuums + "/" + id).expect(200).json(), vacuum -> vacuum.has("finishedAt"));
            assertThat(ended.get("state").stringValue()).isEqualTo("SUCCEEDED");
        });
        assertThat(orphan).doesNotExist();
    }

    @Test
    void anImportEndsHoweverManyRowsItHas() throws Exception {
        Path copy = Files.createDirectories(folder.resolve("tables/imported/_delta_log"));
        try (Stream<Path> log = Files.list(table("origin").resolve("_delta_log"))) {
            for (Path file : log.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        slowly("insert", "data_file", () -> {
            String path = "/api/v1/tables/imported/import";
            server.post(path, Map.of("location", copy.getParent().toString())).expect(202);
            await().atMost(LONG).until(() -> server.get(path)
                    .expect(200)
                    .json()
                    .get("state")
                    .stringValue()
                    .equals("SUCCEEDED"));
        });
    }

    /** Somebody waits for this one, and would wait for ever if it could not come to its end. */
    @Test
    void anImportIsAbandonedHoweverManyRowsItHas() throws Exception {
        Path log = Files.createDirectories(folder.resolve("tables/broken/_delta_log"));
        Files.writeString(log.resolve("00000000000000000000.json"), "no action");
        String path = "/api/v1/tables/broken/import";
        server.post(path, Map.of("location", log.getParent().toString())).expect(202);
        await().atMost(LONG).until(() -> server.get(path)
                .expect(200)
                .json()
                .get("state")
                .stringValue()
                .equals("FAILED"));
        slowly("delete", "data_file", () -> server.delete(path).expect(204));
        server.get(path).expect(404);
    }

    /** A checkpoint is made of what a table has now, and of what it has lost lately. */
    @Test
    void aCheckpointIsMadeHoweverManySegmentsItHas() throws Exception {
        table("checkpointed");
        slowly("insert", "checkpoint_segment", () -> {
            server.post("/api/v1/tables/checkpointed/mirror/repair", Map.of()).expect(200);
            await().atMost(LONG)
                    .until(() -> server.get("/api/v1/tables/checkpointed/mirror")
                                    .expect(200)
                                    .json()
                                    .path("lastCheckpointVersion")
                                    .asLong(-1)
                            == 1);
        });
    }
}
