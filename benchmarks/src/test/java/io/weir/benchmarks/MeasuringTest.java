package io.weir.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.benchmarks.hubs.BareReceive;
import io.weir.benchmarks.load.BareLoad;
import io.weir.benchmarks.load.BareMerge;
import io.weir.benchmarks.measure.Samples;
import io.weir.benchmarks.process.PeakMemory;
import io.weir.benchmarks.report.Comparison;
import io.weir.benchmarks.report.ComparisonTable;
import io.weir.eventhubs.emulator.EventHubsEmulator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuringTest {

    @TempDir
    private Path folder;

    @Test
    void theMedianIsTheMiddle() {
        Samples samples = new Samples();
        assertThatIllegalStateException().isThrownBy(samples::median);
        samples.add(3);
        samples.add(1);
        assertThat(samples.median()).isEqualTo(2);
        samples.add(100);
        assertThat(samples.median()).isEqualTo(3);
    }

    @Test
    void aBareLoadCountsWhatItLoaded() throws Exception {
        Path one = Files.writeString(folder.resolve("one.ndjson"), "{\"a\":1}\n{\"a\":2,\"b\":\"x\"}\n");
        Path two = Files.writeString(folder.resolve("two.ndjson"), "{\"a\":3}\n");
        Path database = folder.resolve("peer.duckdb");
        assertThat(new BareLoad("bare", List.of(one, two), database, 2, true, 3).run())
                .isPositive();
        assertThat(database).doesNotExist();
        BareLoad wrong = new BareLoad("bare", List.of(one), database, 2, false, 3);
        assertThatIllegalStateException().isThrownBy(wrong::run).withMessageContaining("loaded 2 of 3");
    }

    @Test
    void aBareMergeHasOneRowForEachKey() throws Exception {
        Path one = Files.writeString(folder.resolve("one.ndjson"), "{\"id\":1,\"a\":1}\n{\"id\":2,\"a\":2}\n");
        Path two = Files.writeString(folder.resolve("two.ndjson"), "{\"id\":2,\"a\":3}\n{\"id\":3,\"a\":4}\n");
        Path database = folder.resolve("merged.duckdb");
        assertThat(new BareMerge("bare", List.of(one, two), database, 2, "id", 3).run())
                .isPositive();
        BareMerge wrong = new BareMerge("bare", List.of(one, two), database, 2, "a", 3);
        assertThatIllegalStateException().isThrownBy(wrong::run).withMessageContaining("loaded 4 of 3");
    }

    @Test
    void aBareReceiveEndsWithTheLastEventAndFailsWithoutAHub() throws Exception {
        try (EventHubsEmulator emulator = EventHubsEmulator.start()) {
            emulator.hub("full", 2).produce(2_000, index -> "{}");
            String connection = emulator.connectionString();
            assertThat(new BareReceive("bare", connection, "full", "peer", 2, 500, 2_000).run())
                    .isPositive();
            BareReceive lost = new BareReceive("bare", connection, "none", "peer", 2, 500, 2_000);
            assertThatThrownBy(lost::run).hasMessageContaining("there is no such partition");
        }
    }

    @Test
    void aComparisonSaysHowManyTimesThePeerWeAre() {
        assertThat(Comparison.speed("x", 50, 200, "events/s").ratio()).isEqualTo(0.25);
        Comparison limit = Comparison.limit("y", 7.5, 15, "s");
        assertThat(limit).isEqualTo(new Comparison("y", 7.5, 15, 0.5, "s (limit)"));
        StringWriter text = new StringWriter();
        ComparisonTable.print(List.of(limit), new PrintWriter(text));
        assertThat(text.toString()).contains("y").contains("0.500").contains("s (limit)");
    }

    @Test
    void thisProcessHasSomeMemory() throws Exception {
        PeakMemory.megabytes().ifPresent(peak -> assertThat(peak).isGreaterThan(10));
    }
}
