package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo, killed without a word at random moments and started again by the same command, ends with exact counts. */
class KilledDemoIT {

    private static final int EVENTS = 200_000;
    private static final int KILLS = 10;
    private static final int KILLS_A_FOLDER = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** For a process of seconds the second compiler is half of all it costs, and none of what is tested here. */
    private static final Map<String, String> BRIEF = Map.of("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");

    @TempDir
    Path folders;

    private final int port = Ports.freeBase();

    @Test
    void carriesOnAfterEveryKill() throws Exception {
        long seed = Long.getLong("weir.seed", System.nanoTime());
        Random random = new Random(seed);
        Duration shortest = finish(folders.resolve("undisturbed"), "seed " + seed);
        int kills = 0;
        for (int round = 0; kills < KILLS; round++) {
            Path dataDir = folders.resolve("round-" + round);
            int before = kills;
            while (kills < KILLS && kills - before < KILLS_A_FOLDER) {
                Duration moment = Duration.ofMillis((long) (random.nextDouble() * shortest.toMillis()));
                if (!killed(dataDir, moment)) {
                    shortest = moment; // It was done before its time came: the next folder.
                    break;
                }
                kills++;
            }
            finish(dataDir, "seed " + seed + ", round " + round + ", " + (kills - before) + " kills");
        }
    }

    private boolean killed(Path dataDir, Duration moment) throws IOException, InterruptedException {
        try (WeirProcess demo = demo(dataDir)) {
            return demo.killAfter(moment);
        }
    }

    /** Returns how long it took. */
    private Duration finish(Path dataDir, String circumstances) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        try (WeirProcess demo = demo(dataDir)) {
            assertThat(demo.exitCode(PATIENCE))
                    .as(() -> circumstances + ": " + demo)
                    .isZero();
            JsonNode summary = Http.json(demo.output());
            assertThat(summary.get("ok").asBoolean()).as(circumstances).isTrue();
            assertThat(summary.get("produced").asLong()).as(circumstances).isEqualTo(EVENTS);
            assertThat(summary.get("warehouseRows").asLong()
                            + summary.get("deadLetters").asLong())
                    .as(circumstances)
                    .isEqualTo(EVENTS);
            assertThat(summary.get("deltaRows").asLong()).as(circumstances).isEqualTo(EVENTS);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private WeirProcess demo(Path dataDir) throws IOException {
        return WeirProcess.start(
                BRIEF, dataDir, "demo", "--once", "--json", "--events", Integer.toString(EVENTS), "--port", "" + port);
    }
}
