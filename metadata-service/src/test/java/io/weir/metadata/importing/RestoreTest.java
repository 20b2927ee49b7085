package io.weir.metadata.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import io.weir.test.ArchivedPostgres;
import io.weir.test.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What docs/operations/backup.md has people do after the loss of PostgreSQL. Breaks when versions that were published after
 * the backup are not found, are lost, or are written over by somebody who commits before they are taken in again.
 */
class RestoreTest {

    private static final String TABLES = "/api/v1/tables";

    @TempDir
    private Path folder;

    @Test
    void whatWasPublishedAfterTheBackupIsFoundAndTakenInAgain() throws IOException {
        try (TestDatabase database = TestDatabase.create("metadata")) {
            try (MetadataServer before = start(database)) {
                make(before, "orders", "hasty", "resting");
                commit(before, "orders", 1, 3);
                commit(before, "hasty", 1, 1);
                awaitPublished(before, "orders", "hasty", "resting");
            }
            database.backUp();
            try (MetadataServer after = start(database)) {
                make(after, "late");
                commit(after, "orders", 4, 6);
                commit(after, "hasty", 2, 2);
                commit(after, "late", 1, 2);
                awaitPublished(after, "orders", "hasty", "late");
            }
            Map<String, String> published = logs();
            database.restoreBackup();
            try (MetadataServer restored = start(database)) {
                expectBehind(restored, "orders", "the log ends at version 6, the catalog at 3");
                expectBehind(restored, "hasty", "the log ends at version 2, the catalog at 1");
                assertThat(isSound(restored, "resting")).isTrue();
                commitTooEarly(restored);
                assertThat(logs()).isEqualTo(published);

                takeIn(restored, "orders", "hasty", "late");

                expect(restored, "orders", 6);
                expect(restored, "hasty", 2);
                expect(restored, "late", 2);
                expect(restored, "resting", 0);
                goOn(restored, published);
            }
        }
    }

    @Test
    void anyMomentSinceTheBaseBackupIsRestoredByTheArchivedLog() throws Exception {
        try (ArchivedPostgres postgres = new ArchivedPostgres(Files.createDirectory(folder.resolve("postgres")))) {
            String moment;
            try (MetadataServer running = start(postgres.arguments())) {
                make(running, "orders");
                commit(running, "orders", 1, 3);
                postgres.backUp();
                commit(running, "orders", 4, 5);
                make(running, "kept");
                awaitPublished(running, "orders", "kept");
                moment = postgres.now();
                commit(running, "orders", 6, 7);
                make(running, "late");
                awaitPublished(running, "orders", "late");
            }
            Map<String, String> published = logs();
            postgres.restoreAt(moment);
            try (MetadataServer restored = start(postgres.arguments())) {
                expectBehind(restored, "orders", "the log ends at version 7, the catalog at 5");
                expect(restored, "kept", 0);
                restored.get(TABLES + "/late").expect(404);

                takeIn(restored, "orders", "late");

                expect(restored, "orders", 7);
                expect(restored, "late", 0);
                commit(restored, "orders", 8, 8);
                awaitPublished(restored, "orders");
                assertThat(isSound(restored, "orders")).isTrue();
                assertThat(logs()).containsAllEntriesOf(published);
            }
        }
    }

    private MetadataServer start(TestDatabase database) {
        return start(database.arguments());
    }

    private MetadataServer start(String[] database) {
        return MetadataServer.start(database, folder, builder -> {}, "--weir.metadata.mirror.poll-interval=20ms");
    }

    private static void make(MetadataServer server, String... tables) {
        for (String table : tables) {
            server.post(TABLES, Requests.table(table)).expect(201);
        }
    }

    private static void commit(MetadataServer server, String table, int from, int to) {
        for (int version = from; version <= to; version++) {
            server.post(
                            TABLES + "/" + table + "/commits",
                            Requests.commit(Requests.add("part-" + version, version), Requests.txn("app", version)))
                    .expect(200);
        }
    }

    private static void awaitPublished(MetadataServer server, String... tables) {
        for (String table : tables) {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> mirror(server, table).get("backlog").longValue() == 0);
        }
    }

    private static JsonNode mirror(MetadataServer server, String table) {
        return server.get(TABLES + "/" + table + "/mirror").expect(200).json();
    }

    private static JsonNode verify(MetadataServer server, String table) {
        return server.post(TABLES + "/" + table + "/mirror/verify", Map.of())
                .expect(200)
                .json();
    }

    private static boolean isSound(MetadataServer server, String table) {
        return verify(server, table).get("sound").booleanValue();
    }

    private static void expectBehind(MetadataServer server, String table, String what) {
        JsonNode report = verify(server, table);
        assertThat(report.get("sound").booleanValue()).isFalse();
        assertThat(report.get("replay").toString()).contains(what);
    }

    /** Somebody who does not wait makes another version 2, which the mirror does not put over the one that is there. */
    private static void commitTooEarly(MetadataServer server) {
        server.post(TABLES + "/hasty/commits", Requests.commit(Requests.add("another", 1)))
                .expect(200);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> mirror(server, "hasty").get("state").stringValue().equals("SPLIT_BRAIN"));
    }

    private void takeIn(MetadataServer server, String... tables) {
        ImportRequests imports = new ImportRequests(server);
        for (String table : tables) {
            if (!table.equals("late")) {
                server.delete(TABLES + "/" + table + "?purge=true").expect(204);
            }
            Path place = folder.resolve("tables").resolve(table);
            // It is forgotten a moment later.
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> imports.order(table, place).status() == 202);
            JsonNode ended = imports.ended(table);
            assertThat(ended.get("state").stringValue()).as("%s", ended).isEqualTo("SUCCEEDED");
        }
    }

    private static void expect(MetadataServer server, String table, long version) {
        JsonNode head = server.get(TABLES + "/" + table).expect(200).json();
        assertThat(head.get("version").longValue()).as(table).isEqualTo(version);
        assertThat(isSound(server, table)).as(table).isTrue();
    }

    /** Writers find how far they were, and what they write next is published behind what was there. */
    private void goOn(MetadataServer server, Map<String, String> published) throws IOException {
        JsonNode snapshot = server.get(TABLES + "/orders/snapshot").expect(200).json();
        assertThat(snapshot.get("transactions").get(0).get("version").longValue())
                .isEqualTo(6);
        for (String table : List.of("orders", "hasty", "late", "resting")) {
            commit(server, table, 7, 7);
            awaitPublished(server, table);
            assertThat(isSound(server, table)).as(table).isTrue();
        }
        assertThat(logs()).containsAllEntriesOf(published);
    }

    /** Every commit file of every table. */
    private Map<String, String> logs() throws IOException {
        Map<String, String> logs = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder.resolve("tables"))) {
            for (Path file : files.filter(path -> path.toString().matches(".*/_delta_log/\\d+\\.json"))
                    .toList()) {
                logs.put(file.toString(), Files.readString(file));
            }
        }
        return logs;
    }
}
