package io.weir.standalone.drill;

import io.weir.standalone.demo.SnapshotPair;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The result.
 *
 * @param sent events that the broker confirmed
 * @param surprises what no fault explains: answers that no client may be given, what is lost or there twice
 * @param time of all of it but the first starts
 */
record DrillSummary(int faults, Tally tally, long sent, SnapshotPair found, List<String> surprises, Duration time) {

    private static final double ENOUGH = 0.999;

    boolean ok() {
        return surprises.isEmpty()
                && availability() >= ENOUGH
                && found.equal()
                && found.sql().rows() == sent;
    }

    /** Calls that were answered, of all that were made, tried again or not. */
    private double availability() {
        return tally.calls() == 0 ? 0 : (double) tally.answered() / tally.calls();
    }

    /** For people. */
    void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%n  calls      %,10d  %.3f %% answered, %,d tried again, the longest %.1f s%n",
                tally.calls(),
                availability() * 100,
                tally.retries(),
                tally.longestSeconds());
        out.printf(
                Locale.ROOT,
                "  events     %,10d  %,d rows in the Delta table%n",
                sent,
                found.sql().rows());
        out.printf(Locale.ROOT, "  snapshot   %10d  %s%n", found.sql().version(), found.sentence());
        out.printf(Locale.ROOT, "  surprises  %10d  %s%n", surprises.size(), String.join("; ", surprises));
        out.printf(Locale.ROOT, "%n  %d faults in %d s%n", faults, time.toSeconds());
        out.println(ok() ? "  All is well." : "  Something is wrong: see above.");
        out.flush();
    }

    /** For programs. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ok", ok());
        json.put("faults", faults);
        json.put("seconds", time.toSeconds());
        json.put("calls", tally.calls());
        json.put("answered", tally.answered());
        json.put("retries", tally.retries());
        json.put("longestSeconds", tally.longestSeconds());
        json.put("events", sent);
        json.put("deltaRows", found.sql().rows());
        json.put("snapshotEqual", found.equal());
        json.put("surprises", surprises);
        return json;
    }
}
