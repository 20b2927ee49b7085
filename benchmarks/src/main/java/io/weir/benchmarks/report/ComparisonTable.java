package io.weir.benchmarks.report;

import java.io.PrintWriter;
import java.util.List;

/** Results for people. */
public final class ComparisonTable {

    private ComparisonTable() {}

    public static void print(List<Comparison> results, PrintWriter out) {
        int names = results.stream()
                .mapToInt(result -> result.name().length())
                .max()
                .orElse(4);
        String row = "  %-" + names + "s  %14s  %14s  %7s  %s%n";
        out.printf(row, "", "ours", "peer", "ratio", "");
        for (Comparison result : results) {
            out.printf(
                    row,
                    result.name(),
                    figure(result.ours()),
                    figure(result.peer()),
                    String.format("%.3f", result.ratio()),
                    result.unit());
        }
        out.flush();
    }

    private static String figure(double value) {
        return value >= 1000 ? String.format("%,.0f", value) : String.format("%.1f", value);
    }
}
