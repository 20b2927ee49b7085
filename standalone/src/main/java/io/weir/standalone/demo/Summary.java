package io.weir.standalone.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Judges the findings of a demo. */
record Summary(Findings found) {

    private static final String COMPLETE = "COMPLETE";

    boolean ok() {
        return checks().stream().allMatch(Check::ok);
    }

    /** Every statement that must hold, in the order of the events' way. */
    List<Check> checks() {
        return List.of(
                produced(), warehouse(), delta(), snapshot(), timeTravel(), run(), latestSnapshot(), graph(), mirror());
    }

    private Check produced() {
        return new Check(
                found.produced() == found.expected(),
                "events in the topic",
                number(found.produced()),
                found.produced() == found.expected()
                        ? "end offsets of " + found.names().topic()
                        : "but " + number(found.expected()) + " were to be sent");
    }

    private Check warehouse() {
        return rows("rows in DuckDB", found.warehouseRows(), found.names().warehouseTable());
    }

    private Check delta() {
        return rows("rows in Delta", found.deltaRows(), "read by Delta Kernel from " + found.deltaPath());
    }

    private Check rows(String name, long rows, String where) {
        boolean ok = rows + found.deadLetters() == found.produced();
        String dead = found.deadLetters() == 0 && ok ? "" : "+ " + number(found.deadLetters()) + " dead letters";
        String sum = ok ? dead : dead + ", not " + number(found.produced());
        return new Check(ok, name, number(rows), sum.isEmpty() ? where : sum + "; " + where);
    }

    private Check snapshot() {
        return version("snapshot", found.head());
    }

    private Check timeTravel() {
        return version("time travel", found.earlier());
    }

    private static Check version(String name, SnapshotPair pair) {
        return new Check(pair.equal(), name, "version " + pair.sql().version(), pair.sentence());
    }

    private Check run() {
        LineageFacts lineage = found.lineage();
        return new Check(COMPLETE.equals(lineage.runState()), "run", lineage.runState(), lineage.runId());
    }

    private Check latestSnapshot() {
        long version = found.lineage().latestSnapshot();
        boolean ok = version == found.head().sql().version();
        return new Check(
                ok,
                "snapshot in lineage",
                version < 0 ? "none" : "version " + version,
                ok ? "registered by the commit itself" : "not the table's latest version");
    }

    private Check graph() {
        LineageFacts lineage = found.lineage();
        return new Check(
                lineage.graphComplete(),
                "lineage graph",
                (lineage.inputs().size() + lineage.outputs().size()) + " edges",
                lineage.graphComplete()
                        ? "topic → " + found.names().pipeline() + " → DuckDB table, Delta table"
                        : "in: " + lineage.inputs() + ", out: " + lineage.outputs());
    }

    private Check mirror() {
        return new Check(
                found.mirrorBacklog() == 0,
                "mirror lag",
                String.format("%.1f s", found.mirrorLag()),
                found.mirrorBacklog() == 0
                        ? "every version is published"
                        : found.mirrorBacklog() + " versions to publish");
    }

    /** The same for programs. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ok", ok());
        json.put("produced", found.produced());
        json.put("warehouseRows", found.warehouseRows());
        json.put("deltaRows", found.deltaRows());
        json.put("deadLetters", found.deadLetters());
        json.put("deltaVersion", found.head().sql().version());
        json.put("snapshotEqual", found.head().equal());
        json.put("timeTravelVersion", found.earlier().sql().version());
        json.put("timeTravelEqual", found.earlier().equal());
        json.put("runState", found.lineage().runState());
        json.put("runId", found.lineage().runId());
        json.put("latestSnapshotVersion", found.lineage().latestSnapshot());
        json.put("lineageComplete", found.lineage().graphComplete());
        json.put("mirrorLagSeconds", found.mirrorLag());
        json.put("eventsPerSecond", found.throughput().perSecond());
        json.put("seconds", Math.round(found.throughput().seconds() * 1000) / 1000.0);
        json.put("topic", found.names().topic());
        json.put("pipeline", found.names().pipeline());
        json.put("warehouseTable", found.names().warehouseTable());
        json.put("deltaTable", found.names().deltaTable());
        json.put("deltaPath", found.deltaPath());
        return json;
    }

    private static String number(long value) {
        return String.format("%,d", value);
    }
}
