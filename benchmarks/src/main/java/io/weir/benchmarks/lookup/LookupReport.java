package io.weir.benchmarks.lookup;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was measured, as text.
 *
 * @param results in the order in which they were taken
 */
public record LookupReport(List<LookupResult> results) {

    private static final List<String> COLUMNS =
            List.of("shape", "callers", "lookups/s", "mean ms", "p95 ms", "p99 ms", "errors");

    public LookupReport {
        results = List.copyOf(results);
    }

    /** The most lookups in a second of this shape with which none failed, if there was any such. */
    public Optional<LookupResult> best(LookupShape shape) {
        return results.stream()
                .filter(result -> result.shape() == shape && result.errors() == 0)
                .max(Comparator.comparingDouble(LookupResult::perSecond));
    }

    /** One line each, with a line of names before them. */
    public String csv() {
        return lines(Stream.of(COLUMNS), cells -> String.join(",", cells));
    }

    /** A table; the best of each shape is bold. */
    public String markdown() {
        List<String> rule = COLUMNS.stream().map(column -> "---").toList();
        return lines(Stream.of(COLUMNS, rule), cells -> "| " + String.join(" | ", cells) + " |", this::bold);
    }

    private List<String> bold(LookupResult result) {
        List<String> cells = cells(result);
        return best(result.shape()).filter(result::equals).isPresent()
                ? cells.stream().map(cell -> "**" + cell + "**").toList()
                : cells;
    }

    private String lines(Stream<List<String>> head, Function<List<String>, String> line) {
        return lines(head, line, LookupReport::cells);
    }

    private String lines(
            Stream<List<String>> head, Function<List<String>, String> line, Function<LookupResult, List<String>> row) {
        return Stream.concat(head, results.stream().map(row)).map(line).collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<String> cells(LookupResult result) {
        return List.of(
                name(result.shape()),
                Integer.toString(result.callers()),
                String.format(Locale.ROOT, "%.0f", result.perSecond()),
                millis(result.meanMillis()),
                millis(result.p95Millis()),
                millis(result.p99Millis()),
                Long.toString(result.errors()));
    }

    private static String millis(double time) {
        return String.format(Locale.ROOT, "%.2f", time);
    }

    /** {@code two-columns} of TWO_COLUMNS. */
    static String name(LookupShape shape) {
        return shape.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
