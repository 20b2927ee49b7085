package io.weir.metadata.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.delta.LogFileNames;
import io.weir.delta.kernel.KernelTable;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a checkpoint takes over from the one before, and what not. */
@ExtendWith(OutputCaptureExtension.class)
class CheckpointReuseTest {

    private static final int FILES = 40;

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(folder, "--weir.metadata.mirror.segment-files=8");
    }

    /** A table of forty files in one commit; its checkpoints are those of the even versions. */
    private static ReplayEquality table(String name, Map<String, String> properties) {
        server.post("/api/v1/tables", Requests.table(name, properties)).expect(201);
        commit(
                name,
                IntStream.range(0, FILES)
                        .mapToObj(number -> Requests.add(file(number), number))
                        .toArray(Map[]::new));
        commit(name, Requests.txn("app", 1));
        ReplayEquality replay = new ReplayEquality(server, name);
        replay.awaitMirror();
        assertThat(segments(name, 2)).isEqualTo(FILES / 8);
        return replay;
    }

    private static String file(int number) {
        return "part-%02d".formatted(number);
    }

    private static void commit(String table, Map<?, ?>... actions) {
        server.post("/api/v1/tables/" + table + "/commits", Requests.commit(actions))
                .expect(200);
    }

    private static int segments(String table, long version) {
        return server.bean(JdbcClient.class)
                .sql(
                        "select count(*) from checkpoint_segment join delta_table using (table_id) where name = ? and version = ?")
                .param(table)
                .param(version)
                .query(Integer.class)
                .single();
    }

    private static Path checkpoint(String table, long version) {
        return folder.resolve("tables").resolve(table).resolve("_delta_log").resolve(LogFileNames.checkpoint(version));
    }

    /** If SQL said something else of a file than it did, it would be seen of those that are read there again, and no other. */
    @Test
    void onlySegmentsThatLostAFileAreReadAgain() {
        ReplayEquality replay = table("steady", Map.of("delta.checkpointInterval", "2"));
        server.bean(JdbcClient.class)
                .sql("update data_file set add_action = replace(add_action, '\"size\":', '\"size\":77')"
                        + " where table_id = (select table_id from delta_table where name = 'steady')")
                .update();
        commit("steady", Requests.remove(file(9)));
        commit("steady", Requests.add(file(FILES), FILES));
        replay.awaitMirror();
        assertThat(segments("steady", 4)).isEqualTo(FILES / 8 + 1);
        KernelTable latest = KernelTable.open(folder.resolve("tables/steady").toString());
        assertThat(latest.files())
                .hasSize(FILES)
                .filteredOn(added -> Long.toString(added.size()).startsWith("77"))
                .extracting(added -> added.path())
                .containsExactlyInAnyOrder(file(8), file(10), file(11), file(12), file(13), file(14), file(15));
    }

    @Test
    void whatIsBrokenInTheStoreIsNotTakenOver() throws IOException {
        ReplayEquality replay = table("broken", Map.of("delta.checkpointInterval", "2"));
        Path earlier = checkpoint("broken", 2);
        try (RandomAccessFile bytes = new RandomAccessFile(earlier.toFile(), "rw")) {
            for (long at = 100; at < bytes.length() - 4_000; at += 500) {
                bytes.seek(at);
                bytes.write(0x55);
            }
        }
        commit("broken", Requests.remove(file(9)));
        commit("broken", Requests.add(file(FILES), FILES));
        replay.awaitMirror();
        Files.delete(earlier);
        replay.holdsAtEvery(4);
        assertThat(segments("broken", 4)).isEqualTo(FILES / 8 + 1);
    }

    @Test
    void whatIsGoneFromTheStoreIsWrittenAnew() throws IOException {
        ReplayEquality replay = table("gone", Map.of("delta.checkpointInterval", "2"));
        Files.delete(checkpoint("gone", 2));
        commit("gone", Requests.remove(file(9)));
        commit("gone", Requests.add(file(FILES), FILES));
        replay.awaitMirror();
        replay.holdsAtEvery(4);
        assertThat(segments("gone", 4)).isPositive();
        assertThat(segments("gone", 2)).as("of the two newest it is known").isPositive();
        commit("gone", Requests.txn("app", 2));
        commit("gone", Requests.txn("app", 3));
        replay.awaitMirror();
        assertThat(segments("gone", 2)).isZero();
        replay.holdsAtEvery(6);
    }

    /** Postgres knows segments of the file that was lost. */
    @Test
    void aLostCheckpointIsMadeAgainByTheFirstStep(CapturedOutput output) throws IOException {
        ReplayEquality replay = table("lost", Map.of("delta.checkpointInterval", "2"));
        Files.delete(checkpoint("lost", 2));
        Files.delete(checkpoint("lost", 2).resolveSibling(LogFileNames.LAST_CHECKPOINT));
        server.post("/api/v1/tables/lost/mirror/repair", Map.of("fromVersion", 2))
                .expect(200);
        await().until(() -> Files.exists(checkpoint("lost", 2).resolveSibling(LogFileNames.LAST_CHECKPOINT)));
        assertThat(output).doesNotContain("A step of the mirror of table lost failed");
        assertThat(segments("lost", 2)).isEqualTo(FILES / 8);
        commit("lost", Requests.remove(file(9)));
        commit("lost", Requests.txn("app", 2));
        replay.holdsAtEvery(4);
    }

    /** From the classic kind to the second one nothing can be taken over; from one sidecar to the next it can. */
    @Test
    void sidecarsHaveSegmentsToo() {
        ReplayEquality replay =
                table("second", Map.of("delta.checkpointInterval", "2", "delta.checkpointPolicy", "v2"));
        commit("second", Requests.remove(file(9)));
        commit("second", Requests.add(file(FILES), FILES));
        commit("second", Requests.remove(file(39)));
        commit("second", Requests.add(file(9), 9));
        replay.holdsEverywhere();
        assertThat(segments("second", 6)).isPositive();
    }

    @Test
    void ofATableThatIsPurgedNothingIsLeft() {
        table("purged", Map.of("delta.checkpointInterval", "2"));
        long known = known();
        server.delete("/api/v1/tables/purged?purge=true").expect(204);
        await().atMost(Duration.ofMinutes(1)).until(() -> known() < known);
    }

    private static long known() {
        return server.bean(JdbcClient.class)
                .sql("select count(*) from checkpoint_segment")
                .query(Long.class)
                .single();
    }
}
