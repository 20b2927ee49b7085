package io.weir.ingest.deltasink;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.Sink;
import io.weir.ingest.sink.Watermark;
import io.weir.ingest.stage.PartitionShare;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A Delta table as a target: one Parquet file and one commit a batch; a file for each partition, if it has some.
 *
 * <p>The commit carries, for each partition, a {@code txn} with the last sequence, and says which one it expects to
 * find; so it happens once, and only for the owner. Counts are transactions too, since they must change with the rows.
 * There are no epochs: two owners compare the same sequences, and only one of them finds what it expects. Owners of
 * several generations compare others, so each commit expects its generation, too.
 */
public final class DeltaSink implements Sink {

    private final AppendedTable table;
    private final @Nullable DeltaDeadLetters deadLetters;
    private final TransactionNames names;
    private final GenerationFence fence;
    private final Map<Integer, Watermark> owned = new ConcurrentHashMap<>();

    private DeltaSink(AppendedTable table, @Nullable DeltaDeadLetters deadLetters, Owner owner) {
        this.table = table;
        this.deadLetters = deadLetters;
        this.names = new TransactionNames(owner);
        this.fence = new GenerationFence(table, owner);
    }

    /** A sink beside a warehouse, which keeps the dead letters. */
    public static DeltaSink besideWarehouse(
            DeltaTables tables, String table, TableLayout layout, Owner owner, @Nullable UUID run) {
        return new DeltaSink(new AppendedTable(tables, table, owner.pipeline(), run, layout), null, owner);
    }

    /** A sink of its own; what cannot be a row goes to another Delta table. */
    public static DeltaSink alone(
            DeltaTables tables, String table, TableLayout layout, Owner owner, @Nullable UUID run) {
        AppendedTable letters = new AppendedTable(tables, letters(table), owner.pipeline(), run);
        return new DeltaSink(
                new AppendedTable(tables, table, owner.pipeline(), run, layout),
                new DeltaDeadLetters(letters, owner),
                owner);
    }

    /** The table of what could not be a row of a table that has no warehouse beside it; pipelines may share it. */
    public static String letters(String table) {
        return table + DeltaDeadLetters.SUFFIX;
    }

    @Override
    public Map<Integer, Watermark> claim(Set<Integer> partitions) {
        if (deadLetters != null) {
            deadLetters.claim(partitions);
        }
        Map<Integer, Watermark> found = names.watermarks(fence.claim(partitions));
        Map<Integer, Watermark> claimed = new TreeMap<>();
        partitions.forEach(partition -> claimed.put(partition, found.getOrDefault(partition, Watermark.START)));
        owned.putAll(claimed);
        return claimed;
    }

    @Override
    public Map<Integer, Watermark> watermarks() {
        return names.watermarks(table.transactions());
    }

    @Override
    public Map<Integer, Watermark> owned() {
        return Map.copyOf(owned);
    }

    @Override
    public StructType columns() {
        return table.columns();
    }

    @Override
    public void write(DecodedBatch batch) throws SQLException {
        if (deadLetters != null && batch.rejectedRecords() > 0) {
            deadLetters.write(batch);
        }
        if (batch.columns().fields().isEmpty()) {
            // There is no table yet that could hold a watermark; these records come again, and are known by then.
            return;
        }
        Map<Integer, Watermark> advanced = new LinkedHashMap<>();
        Map<String, Long> after = new LinkedHashMap<>();
        Map<String, @Nullable Long> before = new HashMap<>();
        for (PartitionShare share : batch.staged().shares().values()) {
            Watermark old = owned.getOrDefault(share.partition(), Watermark.START);
            Watermark next = old.plus(share, batch);
            advanced.put(share.partition(), next);
            names.put(share.partition(), old, next, deadLetters != null, before, after);
            fence.guard(share.partition(), before, after);
        }
        table.append(batch.connection(), new Appending(NewRows.of(batch), after, before));
        fence.isUp(advanced.keySet());
        owned.putAll(advanced);
    }

    @Override
    public void close() {
        // Holds nothing open.
    }
}
