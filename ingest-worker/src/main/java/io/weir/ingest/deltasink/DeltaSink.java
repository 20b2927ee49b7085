package io.weir.ingest.deltasink;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.StructType;
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
 * A Delta table as a target: one Parquet file and one commit a batch.
 *
 * <p>The commit carries, for each partition, a {@code txn} with the last sequence, and says which one it expects to
 * find; so it happens once, and only for the owner. Counts are transactions too, since they must change with the rows.
 * There are no epochs: two owners compare the same sequences, and only one of them finds what it expects.
 */
public final class DeltaSink implements Sink {

    private final AppendedTable table;
    private final @Nullable DeltaDeadLetters deadLetters;
    private final TransactionNames names;
    private final Map<Integer, Watermark> owned = new ConcurrentHashMap<>();

    private DeltaSink(AppendedTable table, @Nullable DeltaDeadLetters deadLetters, String pipeline) {
        this.table = table;
        this.deadLetters = deadLetters;
        this.names = new TransactionNames(pipeline);
    }

    /** A sink beside a warehouse, which keeps the dead letters. */
    public static DeltaSink besideWarehouse(DeltaTables tables, String table, String pipeline, @Nullable UUID run) {
        return new DeltaSink(new AppendedTable(tables, table, pipeline, run), null, pipeline);
    }

    /** A sink of its own; what cannot be a row goes to another Delta table. */
    public static DeltaSink alone(DeltaTables tables, String table, String pipeline, @Nullable UUID run) {
        AppendedTable letters = new AppendedTable(tables, letters(table), pipeline, run);
        return new DeltaSink(
                new AppendedTable(tables, table, pipeline, run), new DeltaDeadLetters(letters, pipeline), pipeline);
    }

    /** The table of what could not be a row of a table that has no warehouse beside it; pipelines may share it. */
    public static String letters(String table) {
        return table + DeltaDeadLetters.SUFFIX;
    }

    @Override
    public Map<Integer, Watermark> claim(Set<Integer> partitions) {
        Map<Integer, Watermark> found = watermarks();
        Map<Integer, Watermark> claimed = new TreeMap<>();
        partitions.forEach(partition -> claimed.put(partition, found.getOrDefault(partition, Watermark.START)));
        owned.putAll(claimed);
        if (deadLetters != null) {
            deadLetters.claim(partitions);
        }
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
        }
        table.append(batch.connection(), NewRows.of(batch), after, before);
        owned.putAll(advanced);
    }

    @Override
    public void close() {
        // Holds nothing open.
    }
}
