package io.weir.standalone.delta;

import io.weir.client.model.MirrorReport;
import io.weir.client.model.MirrorStatus;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * How a mirror differs from the catalog.
 *
 * @param missing versions whose log file is not there
 * @param different versions whose log file says something else
 * @param replay how Delta Kernel's replay differs
 * @param exitCode 0 equal, 2 different, 3 behind
 */
record Difference(
        String table,
        List<Long> missing,
        List<Long> different,
        List<String> replay,
        long backlog,
        double lagSeconds,
        int exitCode) {

    private static final int DIFFERENT = 2;
    private static final int BEHIND = 3;

    /** @param reports of the log's versions, one behind the other */
    static Difference of(MirrorStatus status, List<MirrorReport> reports, double lagThreshold, int maxDriftFiles) {
        List<Long> missing = all(reports, MirrorReport::getMissing);
        List<Long> different = all(reports, MirrorReport::getDifferent);
        List<String> replay = all(reports, MirrorReport::getReplay);
        int files = missing.size() + different.size();
        boolean drifts = files > maxDriftFiles || (files == 0 && !replay.isEmpty());
        boolean behind = status.getBacklog() > 0 && status.getLagSeconds() > lagThreshold;
        return new Difference(
                status.getTable(),
                missing,
                different,
                replay,
                status.getBacklog(),
                status.getLagSeconds(),
                drifts ? DIFFERENT : behind ? BEHIND : 0);
    }

    private static <T> List<T> all(List<MirrorReport> reports, Function<MirrorReport, List<T>> part) {
        return reports.stream().flatMap(report -> part.apply(report).stream()).toList();
    }

    void print(PrintWriter out) {
        String verdict =
                switch (exitCode) {
                    case 0 -> "equal";
                    case DIFFERENT -> "different";
                    default -> "behind";
                };
        out.println(table + ": " + verdict);
        if (!missing.isEmpty()) {
            out.println("  log files that are missing: " + missing);
        }
        if (!different.isEmpty()) {
            out.println("  log files that differ: " + different);
        }
        replay.forEach(line -> out.println("  replay: " + line));
        if (backlog > 0) {
            out.println(String.format(
                    Locale.ROOT, "  %d versions are not published, the oldest for %.1f s", backlog, lagSeconds));
        }
    }

    void printMetrics(PrintWriter out) {
        metric(out, "weir_diff_missing_files", missing.size());
        metric(out, "weir_diff_different_files", different.size());
        metric(out, "weir_diff_replay_differences", replay.size());
        metric(out, "weir_diff_backlog_versions", (double) backlog);
        metric(out, "weir_diff_lag_seconds", lagSeconds);
        metric(out, "weir_diff_exit_code", exitCode);
    }

    private void metric(PrintWriter out, String name, double value) {
        out.println("# TYPE " + name + " gauge");
        out.println(name + "{table=\"" + table + "\"} " + value);
    }
}
