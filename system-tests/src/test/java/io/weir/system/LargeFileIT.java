package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.test.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Three million real events in less than 2 GB of memory: where {@code -Dweir.thorough=true} asks for it, as .ci/run does. */
@EnabledOnOs(OS.LINUX)
@EnabledIfSystemProperty(named = "weir.thorough", matches = "true")
class LargeFileIT {

    private static final long EVENTS = 3_000_000;
    private static final long LIMIT = 2L << 30;

    @TempDir
    Path dataDir;

    @Test
    void movesThreeMillionEventsBelowTwoGigabytes() throws Exception {
        Path file = Path.of(System.getProperty("weir.shared.data", ""), "events", "flights-3m.parquet");
        Assumptions.assumeTrue(Files.exists(file), "the real data is not here");
        String[] command = {
            "demo", "--once", "--json", "--file", file.toString(), "--port", Integer.toString(FreePorts.base())
        };
        try (WeirProcess demo = WeirProcess.start(Launch.AS_USERS_DO, Map.of(), dataDir, command)) {
            long peak = 0;
            while (!demo.endedWithin(Duration.ofMillis(200))) {
                peak = Math.max(peak, demo.peakResidentBytes());
            }
            assertThat(demo.exitCode(Duration.ZERO)).as(demo::toString).isZero();
            JsonNode summary = Http.json(demo.output());
            assertThat(summary.get("deltaRows").asLong()).isEqualTo(EVENTS);
            assertThat(summary.get("ok").asBoolean()).isTrue();
            assertThat(peak).isPositive().isLessThan(LIMIT);
        }
    }
}
