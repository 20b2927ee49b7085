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
class DemoAfterKillsIT {

    private static final int EVENTS = 100_000;

    /** One where everything is tested; many where that is asked for, as .ci/run does. */
    private static final int KILLS = Boolean.getBoolean("weir.thorough") ? 5 : 1;

    private static final int KILLS_A_FOLDER = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path folders;

    private final int port = FreePorts.base();
    private final long seed = Long.getLong("weir.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private int kills;
    private int folder;
    private int killsInFolder;
    private long shortestNanos = Long.MAX_VALUE;

    /** Every run is either killed, at a moment that the shortest one so far has reached, or ends with exact counts. */
    @Test
    void carriesOnAfterEveryKill() throws Exception {
        while (kills < KILLS || killsInFolder > 0) {
            try (WeirProcess demo = demo(folders.resolve("folder-" + folder))) {
                long begin = System.nanoTime();
                if (!isSpared() && demo.killAfter(randomMoment())) {
                    kills++;
                    killsInFolder++;
                } else {
                    endsWithExactCounts(demo);
                    shortestNanos = Math.min(shortestNanos, System.nanoTime() - begin);
                    folder++;
                    killsInFolder = 0;
                }
            }
        }
    }

    /** The first run says how long one takes; the last one of each folder, what the killed ones left behind. */
    private boolean isSpared() {
        return folder == 0 || kills == KILLS || killsInFolder == KILLS_A_FOLDER;
    }

    private Duration randomMoment() {
        return Duration.ofNanos((long) (random.nextDouble() * shortestNanos));
    }

    private void endsWithExactCounts(WeirProcess demo) throws IOException, InterruptedException {
        String circumstances = "seed " + seed + ", folder " + folder + ", " + killsInFolder + " kills";
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
