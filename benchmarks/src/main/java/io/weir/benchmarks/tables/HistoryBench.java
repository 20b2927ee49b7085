package io.weir.benchmarks.tables;

import io.weir.benchmarks.measure.Repeated;
import io.weir.benchmarks.measure.Samples;
import io.weir.benchmarks.report.Comparison;
import java.util.List;

/**
 * What a long history costs: two tables with the same live files, one of which got them in many commits. Both take turns, so
 * that whatever else the machine does meets both.
 */
public final class HistoryBench {

    private static final int TURNS = 300;
    private static final int WARM_UP = 100;

    /** How many times longer the table with the long history may take. */
    private static final double LIMIT = 1.5;

    private final TableService service;
    private final TableLoad lasting;
    private final TableLoad brief;

    /**
     * @param lasting the table with the long history
     * @param brief one with as many files
     */
    public HistoryBench(TableService service, TableLoad lasting, TableLoad brief) {
        this.service = service;
        this.lasting = lasting;
        this.brief = brief;
    }

    /** A call to a table. */
    private interface Call {
        void on(String table, int turn) throws Exception;
    }

    /** How many times longer an open, a plan of the head and a commit take. */
    public List<Comparison> run() throws Exception {
        long middle = brief.files() / 2 * GeneratedFiles.ROWS;
        String condition = "id >= " + middle + " AND id < " + (middle + 20 * GeneratedFiles.ROWS);
        return List.of(
                compare("history.open", (table, turn) -> service.open(table)),
                compare("history.plan", (table, turn) -> requireSome(service.files(table, condition))),
                compare(
                        "history.commit",
                        (table, turn) -> service.commit(table, GeneratedFiles.commit(brief.files() + turn, 1))));
    }

    private Comparison compare(String name, Call call) throws Exception {
        Samples longer = new Samples();
        Samples shorter = new Samples();
        for (int turn = 0; turn < WARM_UP + TURNS; turn++) {
            boolean counts = turn >= WARM_UP;
            take(call, lasting, turn, counts ? longer : new Samples());
            take(call, brief, turn, counts ? shorter : new Samples());
        }
        return Comparison.limit(name, longer.median() / shorter.median(), LIMIT, "times");
    }

    private static void take(Call call, TableLoad load, int turn, Samples samples) throws Exception {
        samples.add(Repeated.measure(0, 1, () -> call.on(load.table(), turn)).median());
    }

    private static void requireSome(long files) {
        if (files == 0) {
            throw new IllegalStateException("the plan has no files: the comparison is void");
        }
    }
}
