package io.weir.standalone.soak;

import io.weir.standalone.demo.SnapshotPair;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result.
 *
 * @param interruptions how often the broker was away for so long that the sender began anew
 * @param time all of it, set-up and proof included
 */
record SoakSummary(
        SoakOptions options,
        Map<Fault, Integer> faults,
        int kills,
        long interruptions,
        List<String> surprises,
        Found found,
        Duration time) {

    boolean ok() {
        return lines().stream().allMatch(Line::ok);
    }

    private record Line(boolean ok, String name, String value, String explanation) {}

    private List<Line> lines() {
        SnapshotPair head = found.head();
        List<Long> missing = found.missingVersions();
        Verdict warehouse = found.verdicts().get(0);
        Verdict delta = found.verdicts().get(1);
        return List.of(
                new Line(warehouse.produced() > 0, "events", number(warehouse.produced()), "records in the topic"),
                line(warehouse),
                line(delta),
                new Line(
                        found.control().isEmpty(),
                        "watermarks",
                        number(SoakSetup.PARTITIONS),
                        found.control().isEmpty() ? "written + dead letters + filtered = records" : found.control()),
                new Line(head.equal(), "snapshot", "version " + head.sql().version(), head.sentence()),
                new Line(
                        missing.isEmpty(),
                        "versions",
                        number(head.sql().version() + 1 - missing.size()),
                        missing.isEmpty() ? "in the mirror, without a gap" : "in the mirror; missing: " + missing),
                new Line(
                        found.openRuns() == 0 && found.runs() > 0,
                        "runs",
                        number(found.runs()),
                        found.openRuns() == 0 ? "all have ended" : found.openRuns() + " have not ended"),
                new Line(
                        surprises.isEmpty(),
                        "surprises",
                        number(surprises.size()),
                        String.join("; ", surprises).replaceAll("\\s+", " ")));
    }

    private static Line line(Verdict verdict) {
        return new Line(verdict.ok(), "rows in " + verdict.table(), number(verdict.rows()), verdict.sentence());
    }

    private static String number(long value) {
        return String.format("%,d", value);
    }

    /** For people. */
    void print(PrintWriter out) {
        out.println();
        for (Line line : lines()) {
            out.println(String.format(
                            "  %s %-14s %14s  %s", line.ok() ? "✓" : "✗", line.name(), line.value(), line.explanation())
                    .stripTrailing());
        }
        out.printf(
                "%n  %d kills and %d other faults in %d s; seed %d%n",
                kills, otherFaults(), time.toSeconds(), options.seed());
        out.println(ok() ? "  All is well." : "  Something does not match: see the lines marked ✗.");
        out.flush();
    }

    private int otherFaults() {
        return faults.values().stream().mapToInt(Integer::intValue).sum() - kills;
    }

    /** For programs. */
    Map<String, Object> json() {
        Verdict warehouse = found.verdicts().get(0);
        Verdict delta = found.verdicts().get(1);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ok", ok());
        json.put("seed", options.seed());
        json.put("seconds", time.toSeconds());
        json.put("kills", kills);
        json.put("faults", faults);
        json.put("produced", warehouse.produced());
        json.put("warehouseRows", warehouse.rows());
        json.put("deltaRows", delta.rows());
        json.put("deadLetters", warehouse.letters());
        json.put("filtered", warehouse.filtered());
        json.put("lost", warehouse.lost() + delta.lost());
        json.put("doubles", warehouse.doubles() + delta.doubles());
        json.put("misplaced", warehouse.misplaced() + delta.misplaced());
        json.put("deltaVersion", found.head().sql().version());
        json.put("snapshotEqual", found.head().equal());
        json.put("missingVersions", found.missingVersions());
        json.put("runs", found.runs());
        json.put("openRuns", found.openRuns());
        json.put("senderInterruptions", interruptions);
        json.put("surprises", surprises);
        return json;
    }
}
