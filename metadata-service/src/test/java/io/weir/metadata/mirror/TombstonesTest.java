package io.weir.metadata.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delta.action.RemoveFile;
import io.weir.delta.checkpoint.CheckpointReader;
import io.weir.delta.checkpoint.CorruptCheckpointException;
import io.weir.delta.log.CheckpointFiles;
import io.weir.delta.log.LogListing;
import io.weir.delta.storage.LocalObjects;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which removes a checkpoint tells of. Of one that it does not tell other engines think that nobody ever had the file: their
 * vacuum would take it from readers of older versions, however short a time ago it was removed.
 */
class TombstonesTest {

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(folder);
    }

    private static void commit(String table, Map<?, ?>... actions) {
        server.post("/api/v1/tables/" + table + "/commits", Requests.commit(actions))
                .expect(200);
    }

    private static Map<String, Object> removed(String path, Duration ago) {
        Map<Object, Object> remove =
                new LinkedHashMap<>((Map<?, ?>) Requests.remove(path).get("remove"));
        remove.put("deletionTimestamp", System.currentTimeMillis() - ago.toMillis());
        remove.put("stats", "{\"numRecords\":1}");
        remove.put("tags", Map.of("said", "by its writer"));
        return Map.of("remove", remove);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "v2"})
    void aCheckpointTellsOfAllThatWasRemovedAndMayStillBeRead(String policy) throws Exception {
        server.post(
                        "/api/v1/tables",
                        Requests.table(
                                policy,
                                Map.of(
                                        "delta.checkpointPolicy", policy,
                                        "delta.checkpointInterval", "6",
                                        "delta.enableDeletionVectors", "true",
                                        "delta.deletedFileRetentionDuration", "interval 2 hours")))
                .expect(201);
        commit(
                policy,
                Requests.add("young", 1),
                Requests.add("old", 1),
                Requests.add("back", 1),
                Requests.add("twice", 1),
                Requests.add("marked", 5),
                Requests.add("stays", 1));
        commit(policy, removed("young", Duration.ofMinutes(90)), removed("old", Duration.ofMinutes(150)));
        commit(policy, Requests.remove("back"), removed("twice", Duration.ofHours(3)));
        commit(policy, Requests.add("back", 1), Requests.add("twice", 1));
        commit(policy, Requests.remove("twice"), Requests.remove("marked"), Requests.marked("marked", 5));
        commit(policy, Requests.add("last", 1));
        new ReplayEquality(server, policy).awaitMirror();
        // What comes after the checkpoint's version is not of it.
        commit(policy, Requests.remove("stays"));
        new ReplayEquality(server, policy).awaitMirror();

        List<RemoveFile> tombstones = tombstones(policy, 6);

        assertThat(tombstones).extracting(RemoveFile::path).containsExactlyInAnyOrder("young", "twice", "marked");
        assertThat(tombstones).allSatisfy(tombstone -> {
            assertThat(tombstone.deletionVector()).isNull();
            assertThat(tombstone.stats()).isNull();
            assertThat(tombstone.tags()).isNull();
            assertThat(tombstone.dataChange()).isFalse();
            assertThat(tombstone.extendedFileMetadata()).isTrue();
            assertThat(tombstone.size()).isEqualTo(1);
            assertThat(tombstone.deletionTimestamp())
                    .isGreaterThan(
                            System.currentTimeMillis() - Duration.ofHours(2).toMillis());
        });
    }

    /** As a table that was imported may have it. */
    @Test
    void aCheckpointTellsOfAllWhereNobodyUnderstandsHowLong() throws Exception {
        server.post(
                        "/api/v1/tables",
                        Requests.table(
                                "misread",
                                Map.of(
                                        "delta.checkpointInterval", "2",
                                        "delta.deletedFileRetentionDuration", "interval 2 hours")))
                .expect(201);
        JdbcClient database = server.bean(JdbcClient.class);
        for (String column : List.of("delta_table set metadata", "table_metadata set action")) {
            String value = column.substring(column.lastIndexOf(' '));
            assertThat(database.sql("update " + column + " = replace(" + value + ", 'interval 2 hours', 'for ever')"
                                    + " where table_id = (select table_id from delta_table where name = 'misread')")
                            .update())
                    .isOne();
        }
        commit("misread", Requests.add("gone", 1));
        commit("misread", removed("gone", Duration.ofDays(400)));
        new ReplayEquality(server, "misread").awaitMirror();

        assertThat(tombstones("misread", 2)).extracting(RemoveFile::path).containsExactly("gone");
    }

    private static List<RemoveFile> tombstones(String table, long version)
            throws IOException, CorruptCheckpointException {
        LocalObjects objects = new LocalObjects(folder.resolve("tables").resolve(table));
        CheckpointFiles checkpoint = LogListing.of(objects).checkpoints().get(0);
        assertThat(checkpoint.version()).isEqualTo(version);
        List<RemoveFile> tombstones = new ArrayList<>();
        Path scratch = Files.createDirectory(folder.resolve("scratch-" + table));
        new CheckpointReader(objects, scratch).read(checkpoint, action -> {
            if (action instanceof RemoveFile remove) {
                tombstones.add(remove);
            }
        });
        return tombstones;
    }
}
