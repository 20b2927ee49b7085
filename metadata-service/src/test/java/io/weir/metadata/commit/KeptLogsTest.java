package io.weir.metadata.commit;

import static io.weir.metadata.Requests.commit;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import io.weir.metadata.importing.ImportRequests;
import io.weir.support.hash.Sha256;
import io.weir.test.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What is kept of a large commit's log file is packed, and everyone who reads it gets the file. */
class KeptLogsTest {

    private static final int MANY = 500;

    @TempDir
    private Path folder;

    @Test
    void aLargeLogFileIsPackedAndIsWholeForEveryReader() throws IOException {
        try (MetadataServer server = MetadataServer.startOnNewDatabase(folder)) {
            create(server, "events");
            server.post("/api/v1/tables/events/commits", large()).expect(200);
            server.post("/api/v1/tables/events/commits", commit(Requests.add("alone", 1)))
                    .expect(200);

            assertThat(kept(server, 2).bytes())
                    .as("a small one is as it is")
                    .isEqualTo(kept(server, 2).size());
            assertThat(kept(server, 1).bytes() * 3).isLessThan(kept(server, 1).size());
            byte[] mirrored = mirrored(server, "events");
            assertThat(mirrored).hasSize(kept(server, 1).size());
            assertThat(Sha256.of(mirrored)).isEqualTo(kept(server, 1).sha256());
            assertThat(new String(mirrored, UTF_8).lines()).hasSize(MANY + 1);
            assertThat(changes(server)).contains("\"file-0\"", "\"file-" + (MANY - 1) + "\"");
        }
    }

    /** What is imported is kept, and read, as what was committed here. */
    @Test
    void aLargeLogFileThatIsImportedIsPackedToo() throws IOException {
        try (MetadataServer server = MetadataServer.startOnNewDatabase(folder)) {
            create(server, "origin");
            server.post("/api/v1/tables/origin/commits", large()).expect(200);
            byte[] mirrored = mirrored(server, "origin");
            Path copy = Files.createDirectories(folder.resolve("tables/events/_delta_log"));
            for (String file : List.of("00000000000000000000.json", "00000000000000000001.json")) {
                Files.copy(log(server, "origin").resolve(file), copy.resolve(file));
            }

            JsonNode imported = new ImportRequests(server).run("events", copy.getParent());

            assertThat(imported.path("state").asString()).as("%s", imported).isEqualTo("SUCCEEDED");

            assertThat(kept(server, 0).bytes()).isEqualTo(kept(server, 0).size());
            assertThat(kept(server, 1).bytes() * 3).isLessThan(kept(server, 1).size());
            assertThat(kept(server, 1).size()).isEqualTo(mirrored.length);
            assertThat(kept(server, 1).sha256()).isEqualTo(Sha256.of(mirrored));
            assertThat(changes(server)).contains("\"file-0\"", "\"file-" + (MANY - 1) + "\"");
            assertThat(server.post("/api/v1/tables/events/mirror/verify", Map.of())
                            .expect(200)
                            .json()
                            .path("sound")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void aWinnerWhoseLogFileIsPackedIsReadForItsConflicts() {
        try (MetadataServer server = MetadataServer.startOnNewDatabase(folder, "--weir.metadata.mirror.workers=0")) {
            create(server, "events");
            server.post("/api/v1/tables/events/commits", large()).expect(200);
            Map<String, Object> late = commit(Requests.add("late", 1));
            late.put("readVersion", 0);
            late.put("isolationLevel", "SERIALIZABLE");
            late.put("readPredicates", List.of("id > 5"));

            assertThat(server.post("/api/v1/tables/events/commits", late)
                            .expect(409)
                            .text())
                    .contains("concurrent-append", "file-0");
            late.put("readPredicates", List.of("id > 1000"));
            assertThat(server.post("/api/v1/tables/events/commits", late)
                            .expect(200)
                            .json()
                            .path("version")
                            .asLong())
                    .isEqualTo(2);
        }
    }

    @Test
    void nothingIsPackedWhereReplicasMayNotKnowOfIt() {
        try (TestDatabase database = TestDatabase.create("metadata")) {
            try (MetadataServer before = MetadataServer.start(
                    database, folder, "--spring.flyway.target=25", "--weir.metadata.mirror.workers=0")) {
                create(before, "older");
            }
            try (MetadataServer server = MetadataServer.start(database, folder, "--weir.metadata.mirror.workers=0")) {
                create(server, "events");
                server.post("/api/v1/tables/events/commits", large()).expect(200);

                assertThat(kept(server, 1).bytes()).isEqualTo(kept(server, 1).size());
            }
        }
    }

    private static void create(MetadataServer server, String name) {
        server.post("/api/v1/tables", Requests.table(name)).expect(201);
    }

    /** Ids of each file are from zero to 99. */
    private static Map<String, Object> large() {
        Map<?, ?>[] files = IntStream.range(0, MANY)
                .mapToObj(number -> {
                    Map<Object, Object> file = new LinkedHashMap<>(
                            (Map<?, ?>) Requests.add("file-" + number, 1).get("add"));
                    file.put(
                            "stats",
                            "{\"numRecords\":1,\"minValues\":{\"id\":0},\"maxValues\":{\"id\":99},"
                                    + "\"nullCount\":{\"id\":0}}");
                    return Map.of("add", file);
                })
                .toArray(Map<?, ?>[]::new);
        return commit(files);
    }

    private static Kept kept(MetadataServer server, long version) {
        return server.bean(JdbcClient.class)
                .sql("""
                        select octet_length(content), content_bytes, sha256 from commit_log
                        where version = ? and table_id = (select table_id from delta_table where name = 'events')""")
                .param(version)
                .query((row, number) -> new Kept(row.getInt(1), row.getInt(2), row.getBytes(3)))
                .single();
    }

    private static Path log(MetadataServer server, String table) {
        return Path.of(server.get("/api/v1/tables/" + table)
                        .expect(200)
                        .json()
                        .path("location")
                        .asString())
                .resolve("_delta_log");
    }

    private static byte[] mirrored(MetadataServer server, String table) throws IOException {
        Path log = log(server, table).resolve("00000000000000000001.json");
        await().atMost(30, SECONDS).until(() -> Files.exists(log));
        return Files.readAllBytes(log);
    }

    private static String changes(MetadataServer server) {
        return server.get("/api/v1/tables/events/changes?from=1&to=1")
                .expect(200)
                .text();
    }

    private record Kept(int bytes, int size, byte[] sha256) {}
}
