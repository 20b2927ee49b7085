package io.weir.ingest.worker;

import io.weir.ingest.decode.StructType;
import io.weir.ingest.sink.Sink;
import io.weir.ingest.sink.Watermark;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The sinks of a pipeline.
 *
 * @param decoding connection on which batches are decoded for them
 * @param sinks in the order in which each batch is written to them; the first one counts
 * @param failing takes note of what ended the work on them
 */
record OpenTargets(Connection decoding, List<Sink> sinks, Closing closing, Consumer<Throwable> failing)
        implements AutoCloseable {

    /** Closes what the sinks were opened with. */
    @FunctionalInterface
    interface Closing {
        void close() throws SQLException;
    }

    /** What batches must be decoded to: the columns of all tables. */
    StructType columns() throws SQLException {
        return together(Sink::columns);
    }

    /** The columns of all tables, where rows are made of several records, too. */
    StructType tableColumns() throws SQLException {
        return together(Sink::tableColumns);
    }

    /**
     * Columns of all tables, with wider types where all of them may get these.
     *
     * @param known what they have now
     */
    StructType widened(StructType known, StructType wider) throws SQLException {
        if (known.widen(wider).equals(known)) {
            return known;
        }
        StructType possible = wider;
        for (Sink sink : sinks) {
            possible = possible.only(sink.widenable());
        }
        return known.widen(possible);
    }

    /** Asks a sink for columns. */
    @FunctionalInterface
    private interface Columns {
        StructType of(Sink sink) throws SQLException;
    }

    private StructType together(Columns asked) throws SQLException {
        StructType columns = StructType.EMPTY;
        for (Sink sink : sinks) {
            columns = columns.evolve(asked.of(sink));
        }
        return columns;
    }

    /** The same of the tables of each branch, in their order. */
    List<StructType> branchColumns() throws SQLException {
        List<StructType> all = new ArrayList<>();
        for (Sink sink : sinks) {
            List<StructType> columns = sink.branchColumns();
            for (int index = 0; index < columns.size(); index++) {
                if (index == all.size()) {
                    all.add(columns.get(index));
                } else {
                    all.set(index, all.get(index).evolve(columns.get(index)));
                }
            }
        }
        return all;
    }

    /** Columns that one of the tables takes no null for, by the last look at {@link #columns}. */
    Set<String> notNull() {
        Set<String> notNull = new LinkedHashSet<>();
        sinks.forEach(sink -> notNull.addAll(sink.notNull()));
        return notNull;
    }

    /** The same of the tables of a branch. */
    Set<String> notNull(int branch) {
        Set<String> notNull = new LinkedHashSet<>();
        for (Sink sink : sinks) {
            List<Set<String>> branches = sink.branchNotNull();
            if (branch < branches.size()) {
                notNull.addAll(branches.get(branch));
            }
        }
        return notNull;
    }

    /** For each partition, how far the sink is that is least far, with the counts of the first one. */
    Map<Integer, Watermark> watermarks() throws SQLException {
        List<Map<Integer, Watermark>> all = new ArrayList<>();
        for (Sink sink : sinks) {
            all.add(sink.watermarks());
        }
        return least(all);
    }

    /** The same for the partitions that are claimed, without asking the sinks. */
    Map<Integer, Watermark> owned() {
        return least(sinks.stream().map(Sink::owned).toList());
    }

    private static Map<Integer, Watermark> least(List<Map<Integer, Watermark>> all) {
        Map<Integer, Watermark> least = new TreeMap<>(all.get(0));
        for (Map<Integer, Watermark> others : all.subList(1, all.size())) {
            least.replaceAll((partition, watermark) -> watermark.notAfter(
                    others.getOrDefault(partition, Watermark.START).sequence()));
        }
        return least;
    }

    /** Takes note of what ended the work on them, so that others spare who did not answer. */
    void failed(Throwable failure) {
        failing.accept(failure);
    }

    @Override
    public void close() throws SQLException {
        for (Sink sink : sinks) {
            sink.close();
        }
        decoding.close();
        closing.close();
    }
}
