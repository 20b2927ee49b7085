package io.weir.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SummaryTest {

    private static final DemoNames NAMES = new DemoNames("20260101_120000");
    private static final SnapshotView VIEW = new SnapshotView(12, Set.of("a", "b"), "{}", 97);
    private static final LineageFacts LINEAGE = new LineageFacts("r", "COMPLETE", 12, List.of("t"), List.of("w", "d"));

    @Test
    void allIsWellWhenEverythingAddsUp() {
        Summary summary = summary(100, 97, 97, 3, VIEW, LINEAGE, 0);
        assertThat(summary.checks()).allMatch(Check::ok);
        assertThat(summary.ok()).isTrue();
    }

    @Test
    void aLostRowIsSeenInEitherTable() {
        assertFails(summary(100, 96, 97, 3, VIEW, LINEAGE, 0), "rows in DuckDB");
        assertFails(summary(100, 97, 96, 3, VIEW, LINEAGE, 0), "rows in Delta");
    }

    @Test
    void aDoubleRowIsSeen() {
        assertFails(summary(100, 98, 97, 3, VIEW, LINEAGE, 0), "rows in DuckDB");
    }

    @Test
    void aTopicThatIsNotWholeIsSeen() {
        assertFails(summary(99, 96, 96, 3, VIEW, LINEAGE, 0), "events in the topic");
    }

    @Test
    void anyDifferenceOfTheSnapshotsIsSeen() {
        assertThat(difference(new SnapshotView(11, Set.of("a", "b"), "{}", 97))).contains("version 12, Kernel has 11");
        assertThat(difference(new SnapshotView(12, Set.of("a", "c"), "{}", 97))).contains("different files (2 and 2)");
        assertThat(difference(new SnapshotView(12, Set.of("a", "b"), "[]", 97))).contains("different schemas");
        assertThat(difference(new SnapshotView(12, Set.of("a", "b"), "{}", 96))).contains("97 rows, Kernel reads 96");
        assertFails(summary(100, 97, 97, 3, new SnapshotView(12, Set.of(), "{}", 97), LINEAGE, 0), "snapshot");
    }

    @Test
    void lineageMustBeWhole() {
        assertFails(lineage(new LineageFacts("r", "RUNNING", 12, List.of("t"), List.of("w", "d"))), "run");
        assertFails(
                lineage(new LineageFacts("r", "COMPLETE", 11, List.of("t"), List.of("w", "d"))), "snapshot in lineage");
        assertFails(
                lineage(new LineageFacts("r", "COMPLETE", -1, List.of("t"), List.of("w", "d"))), "snapshot in lineage");
        assertFails(lineage(new LineageFacts("r", "COMPLETE", 12, List.of("t"), List.of("w"))), "lineage graph");
        assertFails(lineage(new LineageFacts("r", "COMPLETE", 12, List.of(), List.of("w", "d"))), "lineage graph");
    }

    @Test
    void aMirrorThatIsBehindIsSeen() {
        assertFails(summary(100, 97, 97, 3, VIEW, LINEAGE, 2), "mirror lag");
    }

    @Test
    void programsFindEveryKey() {
        Map<String, Object> json = summary(100, 97, 97, 3, VIEW, LINEAGE, 0).json();
        assertThat(json)
                .containsEntry("produced", 100L)
                .containsEntry("warehouseRows", 97L)
                .containsEntry("deltaRows", 97L)
                .containsEntry("deadLetters", 3L)
                .containsEntry("deltaVersion", 12L)
                .containsEntry("snapshotEqual", true)
                .containsEntry("runState", "COMPLETE")
                .containsEntry("eventsPerSecond", 50L)
                .containsEntry("seconds", 2.0)
                .containsEntry("ok", true);
    }

    @Test
    void peopleSeeMarksInAColumn() {
        StringWriter text = new StringWriter();
        SummaryText.print(summary(100, 96, 97, 3, VIEW, LINEAGE, 0), new PrintWriter(text));
        assertThat(text.toString())
                .contains("✓ events in the topic")
                .contains("✗ rows in DuckDB")
                .contains("96  + 3 dead letters, not 100")
                .contains("100 events in 2.0 s: 50 events/s")
                .contains("does not match");
    }

    private static Summary lineage(LineageFacts facts) {
        return summary(100, 97, 97, 3, VIEW, facts, 0);
    }

    private static Summary summary(
            long produced,
            long warehouse,
            long delta,
            long dead,
            SnapshotView kernel,
            LineageFacts facts,
            long backlog) {
        return new Summary(new Findings(
                NAMES,
                100,
                produced,
                warehouse,
                delta,
                dead,
                "/tables/demo",
                new SnapshotPair(VIEW, kernel),
                new SnapshotPair(VIEW, VIEW),
                facts,
                0.1,
                backlog,
                new Throughput(100, 2.0)));
    }

    private static String difference(SnapshotView kernel) {
        SnapshotPair pair = new SnapshotPair(VIEW, kernel);
        assertThat(pair.equal()).isFalse();
        return pair.sentence();
    }

    private static void assertFails(Summary summary, String check) {
        assertThat(summary.ok()).isFalse();
        assertThat(summary.checks())
                .filteredOn(found -> !found.ok())
                .extracting(Check::name)
                .contains(check);
    }
}
