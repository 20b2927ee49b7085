package io.weir.ingest.deltasink;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.ValueType;
import io.weir.ingest.sink.Memory;
import io.weir.ingest.sink.Memory.Knowledge;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.StaleOwnerException;
import io.weir.support.problem.ProblemException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline without warehouse remembers: records in a Delta table of their own, and what is known of time as transactions of
 * the pipeline's table. Both change in the one commit that writes a batch's rows, and both have the number of the last change, so
 * that each shows whether the other is the one that it was written with.
 */
final class DeltaMemory {

    static final String SUFFIX = "_state";

    private static final int MOST_ATTEMPTS = 20;

    private final Memory memory;
    private final StateTable state;
    private final StateNames names;
    private final Owner owner;
    private final String table;
    private final AppendedTable target;
    private @Nullable Known known;

    /**
     * What is known as of the last commit.
     *
     * @param change number of the last change, in the pipeline's table; null before the first
     * @param kept the same in the other table, which may be of an earlier life
     */
    private record Known(
            Knowledge knowledge,
            long life,
            @Nullable Long change,
            @Nullable Long kept,
            StructType columns) {}

    /** @param table that the pipeline writes to, of which transactions are read */
    DeltaMemory(DeltaTables tables, String table, AppendedTable target, Owner owner, Memory memory) {
        this.memory = memory;
        this.owner = owner;
        this.target = target;
        this.table = name(table, owner.pipeline());
        this.state = new StateTable(tables, this.table, owner.pipeline());
        this.names = new StateNames(owner);
    }

    /** The table of what a pipeline remembers that writes to a table. */
    static String name(String table, String pipeline) {
        return table + "_" + pipeline + SUFFIX;
    }

    /** Columns of the target's table that records are to have, too. */
    StructType recordColumns(StructType columns) {
        return memory.recordColumns(columns);
    }

    /** Learns what is known, the first time; others may change it after that, and their commits refuse ours. */
    void claim() throws SQLException {
        if (known == null) {
            StructType columns = target.columns();
            memory.made().ifPresent(made -> requireSameTypes(NewRows.stored(made), columns));
            StructType kept = memory.kept(columns);
            memory.begin(kept);
            known = learn(kept);
        }
    }

    /**
     * Learns what others did since the batch was decoded that was refused, if it is they who had it refused.
     *
     * @param transactions of the target, by now
     * @return whether it is
     */
    boolean catchUp(Map<String, Long> transactions) throws SQLException {
        Known before = required();
        if (Objects.equals(transactions.get(names.change()), before.change())) {
            return false;
        }
        known = learn(before.columns());
        return true;
    }

    private Known learn(StructType columns) throws SQLException {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Map<String, Long> transactions = target.transactions();
            @Nullable Long change = transactions.get(names.change());
            @Nullable Long kept = state.transactions().get(names.change());
            if (change != null && kept == null) {
                throw new ProblemException(
                        IngestProblem.PIPELINE_INVALID,
                        "table " + table + ", where pipeline " + owner.pipeline()
                                + " keeps what it remembers, was dropped or made anew; reset the pipeline");
            }
            if (change == null) {
                return learn(Map.of(), null, kept, columns);
            }
            if (change.equals(kept)) {
                return learn(transactions, change, kept, columns);
            }
            // Somebody changed both between the two looks.
        }
        throw new StaleOwnerException("what pipeline " + owner.pipeline() + " remembers changes all the time");
    }

    private Known learn(Map<String, Long> transactions, @Nullable Long change, @Nullable Long kept, StructType columns)
            throws SQLException {
        long life = transactions.getOrDefault(names.life(), System.currentTimeMillis());
        StateTable.Kept rows = state.kept(columns, life, memory.kind());
        if (rows.isAll()) {
            memory.forget();
        }
        Known before = known;
        // A batch that was decoded before must not be taken any more.
        long changes = before == null ? 0 : before.knowledge().changes() + 1;
        Knowledge knowledge = names.read(transactions, changes);
        memory.learn(knowledge, rows.columns(), rows.relation());
        return new Known(knowledge, life, change, kept, columns);
    }

    private void requireSameTypes(StructType made, StructType columns) {
        made.fields().forEach((name, type) -> {
            ValueType present = columns.fields().getOrDefault(name, type);
            if (!present.equals(type)) {
                throw new ProblemException(
                        IngestProblem.PIPELINE_INVALID,
                        "the " + memory.kind() + " makes " + name + " " + type.sql()
                                + ", but the table has one that is " + present.sql());
            }
        });
    }

    /**
     * A batch that is remembered, until it is committed.
     *
     * @param rows that it makes, those among them that the table does not take
     */
    record Step(SiftedRows rows, @Nullable Remembered remembered) {}

    /** What is known once a batch is committed. */
    record Remembered(Knowledge knowledge, long change, StateTable.Next next) {}

    /**
     * Remembers a batch, and makes its rows.
     *
     * @param expected receives what the pipeline's table is to be found with
     * @param written receives what is to be written there
     * @param beside receives what is to be appended to another table in the same commit
     */
    Step take(
            DecodedBatch batch,
            Map<String, @Nullable Long> expected,
            Map<String, Long> written,
            Map<AppendedTable, Appending> beside)
            throws SQLException {
        Known before = required();
        Memory.Taken taken = memory.take(batch);
        SiftedRows rows = sifted(batch, taken);
        Knowledge now = memory.knowledge();
        if (now.changes() == before.knowledge().changes()) {
            return new Step(rows, null);
        }
        long change = StateNames.number();
        expected.put(names.change(), before.change());
        written.put(names.change(), change);
        if (before.change() == null) {
            written.put(names.life(), before.life());
        }
        names.write(before.knowledge(), now, written);
        Map<String, @Nullable Long> found = new HashMap<>();
        found.put(names.change(), before.kept());
        StateTable.Next next = state.next(
                taken,
                new StateTable.Remembered(before.columns(), before.life(), memory.kind(), memory.all(), memory.size()),
                Map.of(names.change(), change),
                found);
        beside.put(state.appended(), next.appending());
        return new Step(rows, new Remembered(now, change, next));
    }

    private SiftedRows sifted(DecodedBatch batch, Memory.Taken taken) throws SQLException {
        NewRows rows = NewRows.converted(taken.columns(), taken.relation(), taken.rows());
        return memory.made().isEmpty()
                ? SiftedRows.untouched(rows)
                : SiftedRows.of(batch.connection(), rows, target.notNull(), memory.kind());
    }

    /** Told that nothing of a batch is committed. */
    void undo() throws SQLException {
        memory.undo();
    }

    /** Told that a batch is committed. */
    void isUp(Step step) throws SQLException {
        memory.keep();
        Known before = required();
        Remembered now = step.remembered();
        if (now != null) {
            state.isUp(now.next());
            known = new Known(now.knowledge(), before.life(), now.change(), now.change(), before.columns());
        }
    }

    private Known required() {
        Known now = known;
        if (now == null) {
            throw new IllegalStateException("a batch came before its partitions were claimed");
        }
        return now;
    }
}
