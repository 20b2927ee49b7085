package io.weir.standalone.monitor;

import io.weir.standalone.cli.Table;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All pipelines, a line each. */
final class Board {

    private static final int WIDEST = 80;

    private final Map<String, History> histories = new LinkedHashMap<>();

    /** Takes what was seen; pipelines that are gone are forgotten. */
    void add(List<Look> looks) {
        histories.keySet().retainAll(looks.stream().map(Look::pipeline).toList());
        looks.forEach(look -> histories
                .computeIfAbsent(look.pipeline(), name -> new History())
                .add(look));
    }

    void print(PrintWriter out) {
        if (histories.isEmpty()) {
            out.println("there is no pipeline");
            return;
        }
        Table table = new Table("PIPELINE", "STATE", "EVENTS/S", "LAG", "BEHIND", "ROWS", "DEAD LETTERS", "");
        histories.values().forEach(history -> row(table, history));
        table.print(out);
    }

    private static void row(Table table, History history) {
        Look last = history.last();
        table.row(
                last.pipeline(),
                last.state(),
                history.rate().map(rate -> number(Math.round(rate))).orElse("-"),
                number(last.lag()),
                history.lag().text(),
                number(last.written()),
                number(last.deadLettered()),
                note(last));
    }

    /** Only what others say may be long. */
    private static String note(Look look) {
        String failure = look.failure() == null ? "" : look.failure();
        return Stream.of(
                        failure.length() > WIDEST ? failure.substring(0, WIDEST - 1) + "…" : failure,
                        look.leaderless().isEmpty() ? "" : "no broker answers for partitions " + look.leaderless(),
                        look.lost() == 0 ? "" : number(look.lost()) + " events lost before they were taken")
                .filter(note -> !note.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static String number(long value) {
        return String.format("%,d", value);
    }
}
