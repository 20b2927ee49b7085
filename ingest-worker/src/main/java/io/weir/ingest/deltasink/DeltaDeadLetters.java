package io.weir.ingest.deltasink;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.Watermark;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters of a pipeline without warehouse, in a Delta table with watermarks of its own. It is written in the commit that
 * writes the rows, and alone only while there is no table for these; letters that it holds already are left out.
 */
final class DeltaDeadLetters {

    static final String SUFFIX = "_dead_letter";

    private static final String LETTERS = "weir_letters";

    private final AppendedTable table;
    private final Owner owner;
    private final TransactionNames names;
    private final GenerationFence fence;
    private final Map<Integer, Long> held = new ConcurrentHashMap<>();

    DeltaDeadLetters(AppendedTable table, Owner owner) {
        this.table = table;
        this.owner = owner;
        this.names = new TransactionNames(owner);
        this.fence = new GenerationFence(table, owner);
    }

    void claim(Set<Integer> partitions) {
        Map<Integer, Watermark> found = names.watermarks(fence.claim(partitions));
        partitions.forEach(partition -> held.put(
                partition, found.getOrDefault(partition, Watermark.START).sequence()));
    }

    /** Writes those of a batch that has nothing else. */
    void write(DecodedBatch batch) throws SQLException {
        Map<AppendedTable, Appending> letters = new LinkedHashMap<>();
        Map<Integer, Long> advanced = put(batch, SiftedRows.untouched(NewRows.of(batch)), letters);
        for (Appending appending : letters.values()) {
            table.append(batch.connection(), appending);
        }
        areUp(advanced);
    }

    /**
     * Says what is to be appended of a batch, for who commits it together with something else.
     *
     * @param made rows of several records; those that their table does not take are letters of the one commit that has the others, so
     *     that they are never held already
     * @param appended receives it, if there is something
     * @return the partitions that are then further, for {@link #areUp}
     */
    Map<Integer, Long> put(DecodedBatch batch, SiftedRows made, Map<AppendedTable, Appending> appended)
            throws SQLException {
        Map<String, Long> after = new LinkedHashMap<>();
        Map<String, @Nullable Long> before = new HashMap<>();
        Map<Integer, Long> advanced = new HashMap<>();
        StringBuilder wanted = new StringBuilder("false");
        batch.counts().rejected().keySet().forEach(partition -> {
            long last = batch.staged().lastSequences().getOrDefault(partition, Watermark.NONE);
            long old = held.getOrDefault(partition, Watermark.NONE);
            if (last > old) {
                after.put(names.of(partition), last);
                before.put(names.of(partition), old == Watermark.NONE ? null : old);
                advanced.put(partition, last);
                fence.guard(partition, before, after);
                wanted.append(" or (\"partition\" = ")
                        .append(partition)
                        .append(" and sequence > ")
                        .append(old)
                        .append(')');
            }
        });
        if (made.refused() > 0) {
            after.put(names.ofRows(SiftedRows.place(batch).partition()), StateNames.number());
        }
        if (!after.isEmpty()) {
            NewRows rejected = new NewRows(StoredLetters.COLUMNS, LETTERS, select(batch, wanted.toString()));
            appended.put(table, new Appending(made.addTo(rejected, owner, batch), after, before));
        }
        return advanced;
    }

    /** Told that what was put is committed. */
    void areUp(Map<Integer, Long> advanced) {
        fence.isUp(advanced.keySet());
        held.putAll(advanced);
    }

    private long select(DecodedBatch batch, String wanted) throws SQLException {
        try (Statement statement = batch.connection().createStatement()) {
            statement.execute("create or replace temp table " + LETTERS
                    + " as select " + Sql.text(owner.pipeline())
                    + " as pipeline, \"partition\"::bigint as \"partition\", sequence, payload, reason,"
                    + " now() as recorded_at, " + owner.generations().sql("\"partition\"")
                    + "::bigint as generation, attributes, null::timestamptz as replayed_at from "
                    + DecodedBatch.REJECTED + " where " + wanted);
            try (ResultSet count = statement.executeQuery("select count(*) from " + LETTERS)) {
                count.next();
                return count.getLong(1);
            }
        }
    }
}
