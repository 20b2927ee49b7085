package io.weir.standalone.soak;

import io.weir.standalone.demo.SnapshotPair;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The result.
 *
 * @param moments what the kills came upon
 * @param interruptions how often the broker was away for so long that the sender began anew
 * @param time all of it, set-up and proof included
 */
record SoakSummary(
        SoakOptions options,
        Map<Fault, Integer> faults,
        Map<KillMoment, Integer> moments,
        long interruptions,
        List<String> surprises,
        List<Found> found,
        Duration time) {

    boolean ok() {
        return lines().stream().allMatch(Line::ok);
    }

    int kills() {
        return moments.values().stream().mapToInt(Integer::intValue).sum();
    }

    private record Line(boolean ok, String name, String value, String explanation) {}

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        found.forEach(each -> lines.addAll(lines(each)));
        lines.add(new Line(
                surprises.isEmpty(),
                "surprises",
                number(surprises.size()),
                String.join("; ", surprises).replaceAll("\\s+", " ")));
        return lines;
    }

    private static List<Line> lines(Found found) {
        SnapshotPair head = found.head();
        List<Long> missing = found.missingVersions();
        Verdict warehouse = found.verdicts().get(0);
        Verdict delta = found.verdicts().get(1);
        return List.of(
                new Line(
                        warehouse.produced() > 0,
                        "events",
                        number(warehouse.produced()),
                        "out of " + found.stream().title()),
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
                        found.openRuns() == 0 ? "all have ended" : found.openRuns() + " have not ended"));
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
                kills(), otherFaults(), time.toSeconds(), options.seed());
        out.printf("  kills upon: %s%n", moments);
        out.println(ok() ? "  All is well." : "  Something does not match: see the lines marked ✗.");
        out.flush();
    }

    private int otherFaults() {
        return faults.values().stream().mapToInt(Integer::intValue).sum() - kills();
    }

    /** For programs. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ok", ok());
        json.put("seed", options.seed());
        json.put("seconds", time.toSeconds());
        json.put("kills", kills());
        json.put("killsUpon", moments);
        json.put("faults", faults);
        json.put("produced", sum(each -> each.verdicts().get(0).produced()));
        json.put("warehouseRows", sum(each -> each.verdicts().get(0).rows()));
        json.put("deltaRows", sum(each -> each.verdicts().get(1).rows()));
        json.put("deadLetters", sum(each -> each.verdicts().get(0).letters()));
        json.put("filtered", sum(each -> each.verdicts().get(0).filtered()));
        json.put("lost", sum(each -> ofAll(each, Verdict::lost)));
        json.put("doubles", sum(each -> ofAll(each, Verdict::doubles)));
        json.put("misplaced", sum(each -> ofAll(each, Verdict::misplaced)));
        json.put("deltaVersions", sum(each -> each.head().sql().version() + 1));
        json.put("snapshotEqual", found.stream().allMatch(each -> each.head().equal()));
        json.put("missingVersions", sum(each -> each.missingVersions().size()));
        json.put("runs", sum(Found::runs));
        json.put("openRuns", sum(Found::openRuns));
        json.put("senderInterruptions", interruptions);
        json.put("surprises", surprises);
        return json;
    }

    private long sum(ToLongFunction<Found> figure) {
        return found.stream().mapToLong(figure).sum();
    }

    private static long ofAll(Found found, ToLongFunction<Verdict> figure) {
        return found.verdicts().stream().mapToLong(figure).sum();
    }
}
