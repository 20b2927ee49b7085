package io.weir.ingest.deltasink;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.sink.Memory;
import io.weir.ingest.sink.MemoryChangedException;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.Sink;
import io.weir.ingest.sink.StaleOwnerException;
import io.weir.ingest.sink.Watermark;
import io.weir.ingest.stage.PartitionShare;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Delta table as a target: one Parquet file and one commit a batch; a file for each partition, if it has some.
 * Tables of branches are in the same commit.
 *
 * <p>The commit carries, for each partition, a {@code txn} with the last sequence, and says which one it expects to
 * find; so it happens once, and only for the owner. Counts are transactions too, since they must change with the rows.
 * There are no epochs: two owners compare the same sequences, and only one of them finds what it expects. Owners of
 * several generations compare others, so each commit expects its generation, too.
 */
public final class DeltaSink implements Sink {

    private static final Logger LOG = LoggerFactory.getLogger(DeltaSink.class);

    private final AppendedTable table;
    private final @Nullable DeltaDeadLetters deadLetters;
    private final TransactionNames names;
    private final GenerationFence fence;
    private final @Nullable DeltaMemory memory;
    private final DeltaBranches branches;
    private final LongConsumer refused;
    private final String pipeline;
    private final Map<Integer, Watermark> owned = new ConcurrentHashMap<>();

    private DeltaSink(
            AppendedTable table,
            @Nullable DeltaDeadLetters deadLetters,
            Owner owner,
            @Nullable DeltaMemory memory,
            DeltaBranches branches,
            LongConsumer refused) {
        this.refused = refused;
        this.branches = branches;
        this.pipeline = owner.pipeline();
        this.memory = memory;
        this.table = table;
        this.deadLetters = deadLetters;
        this.names = new TransactionNames(owner);
        this.fence = new GenerationFence(table, owner);
    }

    /** A sink beside a warehouse, which keeps the dead letters. */
    public static DeltaSink besideWarehouse(
            DeltaTables tables,
            String table,
            TableLayout layout,
            Owner owner,
            @Nullable UUID run,
            List<BranchTable> branches) {
        AppendedTable target = new AppendedTable(tables, table, owner.pipeline(), run, layout);
        return new DeltaSink(target, null, owner, null, DeltaBranches.of(tables, branches, owner, run), rows -> {});
    }

    /** A sink of its own, of a pipeline that looks at each record by itself. */
    public static DeltaSink alone(
            DeltaTables tables, String table, TableLayout layout, Owner owner, @Nullable UUID run) {
        return alone(tables, table, layout, owner, run, Optional.empty());
    }

    /** A sink of its own with a single table. */
    public static DeltaSink alone(
            DeltaTables tables,
            String table,
            TableLayout layout,
            Owner owner,
            @Nullable UUID run,
            Optional<Memory> memory) {
        return alone(tables, table, layout, owner, run, memory, List.of(), rows -> {});
    }

    /**
     * A sink of its own; what cannot be a row goes to another Delta table.
     *
     * @param memory of what the pipeline remembers, which goes to another Delta table, too
     * @param branches further tables, of a pipeline that remembers nothing
     * @param refused told of each batch how many of the rows that are made of several records it left as letters, if any
     */
    public static DeltaSink alone(
            DeltaTables tables,
            String table,
            TableLayout layout,
            Owner owner,
            @Nullable UUID run,
            Optional<Memory> memory,
            List<BranchTable> branches,
            LongConsumer refused) {
        AppendedTable letters = new AppendedTable(tables, letters(table), owner.pipeline(), run);
        AppendedTable target = new AppendedTable(tables, table, owner.pipeline(), run, layout);
        return new DeltaSink(
                target,
                new DeltaDeadLetters(letters, owner),
                owner,
                memory.map(kept -> new DeltaMemory(tables, table, target, owner, kept))
                        .orElse(null),
                DeltaBranches.of(tables, branches, owner, run),
                refused);
    }

    /** The table of what a pipeline remembers that writes to a table. */
    public static String memory(String table, String pipeline) {
        return DeltaMemory.name(table, pipeline);
    }

    /** The table of what could not be a row of a table that has no warehouse beside it; pipelines may share it. */
    public static String letters(String table) {
        return table + DeltaDeadLetters.SUFFIX;
    }

    @Override
    public Map<Integer, Watermark> claim(Set<Integer> partitions) throws SQLException {
        if (deadLetters != null) {
            deadLetters.claim(partitions);
        }
        Map<String, Long> transactions = fence.claim(partitions);
        if (memory != null) {
            memory.claim();
        }
        Map<Integer, Watermark> found = names.watermarks(transactions);
        branches.claim(partitions, found);
        Map<Integer, Watermark> claimed = new TreeMap<>();
        partitions.forEach(partition -> claimed.put(partition, found.getOrDefault(partition, Watermark.START)));
        owned.putAll(claimed);
        return claimed;
    }

    @Override
    public Map<Integer, Watermark> watermarks() {
        return names.watermarks(table.committed());
    }

    @Override
    public Map<Integer, Watermark> owned() {
        return Map.copyOf(owned);
    }

    @Override
    public StructType columns() {
        StructType columns = table.columns();
        return memory == null ? columns : memory.recordColumns(columns);
    }

    @Override
    public StructType tableColumns() {
        return table.columns();
    }

    @Override
    public List<StructType> branchColumns() {
        return branches.columns();
    }

    @Override
    public Set<String> notNull() {
        return table.notNull();
    }

    @Override
    public List<Set<String>> branchNotNull() {
        return branches.notNull();
    }

    @Override
    public void write(DecodedBatch batch) throws SQLException {
        if (memory != null) {
            write(batch, memory);
            return;
        }
        if (batch.columns().fields().isEmpty()) {
            if (deadLetters != null && batch.rejectedRecords() > 0) {
                // There is no table yet that could hold a watermark; these records come again, and are known by then.
                deadLetters.write(batch);
            }
            return;
        }
        Map<String, Long> after = new LinkedHashMap<>();
        Map<String, @Nullable Long> before = new HashMap<>();
        Map<Integer, Watermark> advanced = advance(batch, before, after);
        append(batch, new Appending(NewRows.of(batch), after, before));
        isUp(advanced);
    }

    /** With its letters in the same commit: what a record is may be decided otherwise when it comes again, as after a change. */
    private void append(DecodedBatch batch, Appending own) throws SQLException {
        Map<AppendedTable, Appending> others = branches.of(batch);
        Map<Integer, Long> letters =
                deadLetters == null ? Map.of() : deadLetters.put(batch, SiftedRows.untouched(own.rows()), others);
        if (others.isEmpty()) {
            table.append(batch.connection(), own);
            return;
        }
        table.appendWith(batch.connection(), own, others);
        branches.areUp(batch);
        if (deadLetters != null) {
            deadLetters.areUp(letters);
        }
    }

    /** With its letters in the same commit: what is late is known by what is remembered, and goes with it or not at all. */
    private void write(DecodedBatch batch, DeltaMemory remembering) throws SQLException {
        Map<String, Long> after = new LinkedHashMap<>();
        Map<String, @Nullable Long> before = new HashMap<>();
        Map<AppendedTable, Appending> beside = new LinkedHashMap<>();
        Map<Integer, Watermark> advanced = advance(batch, before, after);
        DeltaMemory.Step step = remembering.take(batch, before, after, beside);
        Map<Integer, Long> letters = deadLetters == null ? Map.of() : deadLetters.put(batch, step.rows(), beside);
        try {
            table.appendWith(batch.connection(), new Appending(step.rows().taken(), after, before), beside);
        } catch (StaleOwnerException stale) {
            remembering.undo();
            if (remembering.catchUp(table.transactions())) {
                throw new MemoryChangedException(pipeline);
            }
            throw stale;
        }
        remembering.isUp(step);
        if (deadLetters != null) {
            deadLetters.areUp(letters);
        }
        if (step.rows().refused() > 0) {
            LOG.warn(
                    "{} of the rows that pipeline {} makes have a null in a column that its table takes none in; they are dead letters",
                    step.rows().refused(),
                    pipeline);
            refused.accept(step.rows().refused());
        }
        isUp(advanced);
    }

    private Map<Integer, Watermark> advance(
            DecodedBatch batch, Map<String, @Nullable Long> before, Map<String, Long> after) {
        Map<Integer, Watermark> advanced = new LinkedHashMap<>();
        for (PartitionShare share : batch.staged().shares().values()) {
            Watermark old = owned.getOrDefault(share.partition(), Watermark.START);
            Watermark next = old.plus(share, batch);
            advanced.put(share.partition(), next);
            names.put(share.partition(), old, next, deadLetters != null, before, after);
            fence.guard(share.partition(), before, after);
        }
        return advanced;
    }

    private void isUp(Map<Integer, Watermark> advanced) {
        fence.isUp(advanced.keySet());
        owned.putAll(advanced);
    }

    @Override
    public void close() {
        // Holds nothing open.
    }
}
