package io.weir.standalone.demo;

import java.io.PrintWriter;
import java.util.List;

/** The summary for people. */
final class SummaryText {

    private SummaryText() {}

    static void print(Summary summary, PrintWriter out) {
        List<Check> checks = summary.checks();
        int names =
                checks.stream().mapToInt(check -> check.name().length()).max().orElse(1);
        int values =
                checks.stream().mapToInt(check -> check.value().length()).max().orElse(1);
        String format = "  %s %-" + names + "s  %" + values + "s  %s";
        out.println();
        for (Check check : checks) {
            String mark = check.ok() ? "✓" : "✗";
            out.println(String.format(format, mark, check.name(), check.value(), check.explanation())
                    .stripTrailing());
        }
        Throughput throughput = summary.found().throughput();
        out.printf(
                "%n  %,d events in %.1f s: %,d events/s from Kafka to both tables, exactly once%n",
                throughput.events(), throughput.seconds(), throughput.perSecond());
        out.println(summary.ok() ? "  All is well." : "  Something does not match: see the lines marked ✗.");
        out.flush();
    }
}
