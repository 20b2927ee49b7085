package io.weir.metadata.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delta.kernel.KernelTable;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MirrorTest {

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        // So few that the short histories of a test have checkpoints of many segments.
        server = MetadataServer.startOnNewDatabase(folder, "--weir.metadata.mirror.segment-files=4");
    }

    @Test
    void everyTenthVersionHasACheckpoint() throws IOException {
        server.post("/api/v1/tables", Requests.table("steady")).expect(201);
        for (int version = 1; version <= 21; version++) {
            commit("steady", Requests.commit(Requests.add("part-" + version, version), Requests.txn("app", version)));
        }

        new ReplayEquality(server, "steady").holdsEverywhere();

        Path log = folder.resolve("tables/steady/_delta_log");
        try (Stream<Path> files = Files.list(log)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.contains("checkpoint")))
                    .containsExactlyInAnyOrder(
                            "00000000000000000010.checkpoint.parquet",
                            "00000000000000000020.checkpoint.parquet",
                            "_last_checkpoint");
        }
        assertThat(new ReplayEquality(server, "steady")
                        .mirror()
                        .get("lastCheckpointVersion")
                        .longValue())
                .isEqualTo(20);
    }

    @Test
    void kernelReadsAGuardedMirrorAndDoesNotWriteToIt() {
        String location = server.post(
                        "/api/v1/tables", Requests.table("guarded", Map.of("delta.checkpointInterval", "3")))
                .expect(201)
                .json()
                .get("location")
                .stringValue();
        ReplayEquality replay = new ReplayEquality(server, "guarded");
        commit("guarded", Requests.commit(Requests.add("before", 1)));
        replay.holdsEverywhere();
        assertThat(KernelTable.open(location).writeRefusal()).isEmpty();

        server.put("/api/v1/tables/guarded/mode", Map.of("mode", "GUARDED")).expect(200);
        commit("guarded", Requests.commit(Requests.add("checkpointed", 1)));
        commit("guarded", Requests.commit(Requests.remove("before"), Requests.add("after", 1)));

        replay.holdsEverywhere();
        for (long version = 2; version <= 4; version++) {
            assertThat(KernelTable.open(location, version).writeRefusal())
                    .hasValueSatisfying(told -> assertThat(told).contains("weirGuard"));
        }
        server.put("/api/v1/tables/guarded/mode", Map.of("mode", "MIRRORED")).expect(200);
        replay.holdsEverywhere();
        assertThat(KernelTable.open(location).writeRefusal()).isEmpty();
    }

    /** To before a file was marked, and forward again to where it was, with checkpoints in between. */
    @Test
    void whatIsRestoredIsReadAtEveryVersion() {
        server.post(
                        "/api/v1/tables",
                        Requests.table(
                                "restored",
                                Map.of("delta.enableDeletionVectors", "true", "delta.checkpointInterval", "2")))
                .expect(201);
        commit("restored", Requests.commit(Requests.add("a", 1), Requests.add("b", 5), Requests.add("c", 2)));
        commit("restored", Requests.commit(Requests.remove("a"), Requests.remove("b"), Requests.marked("b", 5)));
        server.patch("/api/v1/tables/restored", Map.of("description", "for a while"))
                .expect(200);
        commit("restored", Requests.commit(Requests.add("d", 1)));
        for (int version : new int[] {1, 3, 0, 4}) {
            server.post("/api/v1/tables/restored/restore", Map.of("version", version))
                    .expect(200);
        }
        commit("restored", Requests.commit(Requests.remove("d"), Requests.add("e", 1)));

        new ReplayEquality(server, "restored").holdsEverywhere();
        assertThat(server.get("/api/v1/tables/restored").json().get("rows").longValue())
                .as("of the marked b, of c and of e")
                .isEqualTo(4 + 2 + 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void sqlAndReplayAgreeAtEveryVersionOfAnyHistory(long seed) {
        String table = "random" + seed;
        server.post(
                        "/api/v1/tables",
                        Requests.table(table, Map.of("delta.checkpointInterval", Long.toString(2 + seed))))
                .expect(201);
        RandomHistory history = new RandomHistory(new Random(seed));
        for (int version = 1; version <= 25; version++) {
            commit(table, history.next());
        }
        new ReplayEquality(server, table).holdsEverywhere();
    }

    private static void commit(String table, Map<String, Object> commit) {
        server.post("/api/v1/tables/" + table + "/commits", commit).expect(200);
    }

    /** Adds, removes, additions of the same file again, and transactions, in any order. */
    private static final class RandomHistory {

        private final Random random;
        private final List<String> live = new ArrayList<>();
        private final List<String> gone = new ArrayList<>();
        private int named;

        RandomHistory(Random random) {
            this.random = random;
        }

        Map<String, Object> next() {
            Map<String, Map<String, Object>> actions = new LinkedHashMap<>();
            List<String> born = new ArrayList<>();
            for (int count = random.nextInt(4); count > 0; count--) {
                born.add("data/part%20" + named++ + ".parquet");
            }
            if (!gone.isEmpty() && random.nextInt(3) == 0) {
                born.add(gone.remove(random.nextInt(gone.size())));
            }
            Collections.shuffle(live, random);
            List<String> dying = new ArrayList<>(live.subList(0, random.nextInt(Math.min(3, live.size() + 1))));
            dying.forEach(path -> actions.put(path, Requests.remove(path)));
            born.forEach(path -> actions.put(path, Requests.add(path, random.nextInt(100))));
            if (!live.isEmpty() && random.nextInt(4) == 0) {
                String again = live.get(live.size() - 1);
                actions.putIfAbsent(again, Requests.add(again, random.nextInt(100)));
            }
            actions.put("", Requests.txn("app/" + random.nextInt(3), random.nextInt(1000)));
            live.removeAll(dying);
            gone.addAll(dying);
            live.addAll(born);
            return Requests.commit(actions.values().toArray(Map<?, ?>[]::new));
        }
    }
}
