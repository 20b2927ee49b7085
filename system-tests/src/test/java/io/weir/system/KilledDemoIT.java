package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.test.FreePorts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo, killed without a word at random moments and started again by the same command, ends with exact counts. */
class KilledDemoIT {

    private static final int EVENTS = 100_000;
    private static final int KILLS = 10;
    private static final int KILLS_A_FOLDER = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path folders;

    private final int port = FreePorts.base();

    /** Every run is either killed, at a moment that the shortest one so far has reached, or ends with exact counts. */
    @Test
    void carriesOnAfterEveryKill() throws Exception {
        long seed = Long.getLong("weir.seed", System.nanoTime());
        Random random = new Random(seed);
        long shortest = Long.MAX_VALUE;
        int folder = 0;
        int inFolder = 0;
        for (int kills = 0; kills < KILLS || inFolder > 0; ) {
            String circumstances = "seed " + seed + ", folder " + folder + ", " + inFolder + " kills";
            boolean spared = folder == 0 || kills == KILLS || inFolder == KILLS_A_FOLDER;
            try (WeirProcess demo = demo(folders.resolve("folder-" + folder))) {
                long begin = System.nanoTime();
                if (!spared && demo.killAfter(Duration.ofNanos((long) (random.nextDouble() * shortest)))) {
                    kills++;
                    inFolder++;
                } else {
                    endsWithExactCounts(demo, circumstances);
                    shortest = Math.min(shortest, System.nanoTime() - begin);
                    folder++;
                    inFolder = 0;
                }
            }
        }
    }

    private static void endsWithExactCounts(WeirProcess demo, String circumstances)
            throws IOException, InterruptedException {
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

    private WeirProcess demo(Path dataDir) throws IOException {
        return WeirProcess.start(
                dataDir, "demo", "--once", "--json", "--events", Integer.toString(EVENTS), "--port", "" + port);
    }
}
