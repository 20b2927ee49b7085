package io.weir.ingest.deltasink;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.Watermark;
import io.weir.ingest.stage.PartitionShare;
import io.weir.support.problem.ProblemException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A further table of a {@link DeltaSink}, which commits to all of its tables or to none. So what keeps a stale owner out of the
 * first table keeps it out of this one; a {@code txn} of its own says how far the records go of which it has rows, for the case
 * that the first table is dropped and forgets it.
 */
final class DeltaBranch {

    private final AppendedTable table;
    private final String name;
    private final Owner owner;
    private final TransactionNames names;
    private final Map<Integer, Long> held = new HashMap<>();

    DeltaBranch(DeltaTables tables, BranchTable branch, Owner owner, @Nullable UUID run) {
        this.table = new AppendedTable(tables, branch.name(), owner.pipeline(), run, branch.layout());
        this.name = branch.name();
        this.owner = owner;
        this.names = new TransactionNames(owner);
    }

    StructType columns() {
        return table.columns();
    }

    Set<String> notNull() {
        return table.notNull();
    }

    /**
     * Learns how far it is.
     *
     * @param first how far the first table is
     * @throws ProblemException if that is less: its records would come again, and be here twice
     */
    void claim(Set<Integer> partitions, Map<Integer, Watermark> first) {
        Map<Integer, Watermark> found = names.watermarks(table.transactions());
        for (int partition : partitions) {
            long own = found.getOrDefault(partition, Watermark.START).sequence();
            long ahead = first.getOrDefault(partition, Watermark.START).sequence();
            if (own > ahead) {
                throw new ProblemException(
                        IngestProblem.PIPELINE_INVALID,
                        "Delta table " + name + " of a branch has rows of partition " + partition + " up to sequence "
                                + own
                                + ", and the pipeline's own table only up to " + ahead
                                + ", as if it had been made anew: drop the branch's table, too, or reset the pipeline");
            }
            held.put(partition, own);
        }
    }

    /** Says what is to be appended of a batch, if it has rows for this table. */
    void put(DecodedBatch own, Map<AppendedTable, Appending> appended) {
        if (own.rows() == 0) {
            return;
        }
        Map<String, Long> after = new LinkedHashMap<>();
        Map<String, @Nullable Long> before = new HashMap<>();
        for (PartitionShare share : own.staged().shares().values()) {
            long old = held.getOrDefault(share.partition(), Watermark.NONE);
            before.put(names.of(share.partition()), old == Watermark.NONE ? null : old);
            after.put(names.of(share.partition()), share.lastSequence());
        }
        appended.put(table, new Appending(NewRows.of(own), after, before));
    }

    /** Told that what was put of a batch is committed. */
    void isUp(DecodedBatch own) {
        if (own.rows() > 0) {
            own.staged().shares().values().forEach(share -> held.put(share.partition(), share.lastSequence()));
        }
    }

    /** The number of the next replay of letters, by what the table knows now. */
    ReplayNumber nextReplay() {
        return ReplayNumber.after(table.transactions(), owner.pipeline());
    }

    /** Says what is to be appended of letters that come back, if they have rows for this table. */
    void putReplay(DecodedBatch own, ReplayNumber number, Map<AppendedTable, Appending> appended) {
        if (own.rows() > 0) {
            appended.put(table, new Appending(NewRows.of(own), number.written(), number.expected()));
        }
    }
}
