package io.weir.ingest.deltasink;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.Watermark;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The further tables of a sink, in the order in which a batch has rows for them. */
final class DeltaBranches {

    private final List<DeltaBranch> all;

    private DeltaBranches(List<DeltaBranch> all) {
        this.all = all;
    }

    static DeltaBranches of(DeltaTables tables, List<BranchTable> branches, Owner owner, @Nullable UUID run) {
        return new DeltaBranches(branches.stream()
                .map(branch -> new DeltaBranch(tables, branch, owner, run))
                .toList());
    }

    List<StructType> columns() {
        return all.stream().map(DeltaBranch::columns).toList();
    }

    List<Set<String>> notNull() {
        return all.stream().map(DeltaBranch::notNull).toList();
    }

    void claim(Set<Integer> partitions, Map<Integer, Watermark> first) {
        all.forEach(branch -> branch.claim(partitions, first));
    }

    /** What is to be appended of a batch in one commit with the first table. */
    Map<AppendedTable, Appending> of(DecodedBatch batch) {
        requireSame(batch);
        Map<AppendedTable, Appending> appended = new LinkedHashMap<>();
        for (int index = 0; index < all.size(); index++) {
            all.get(index).put(batch.branches().get(index), appended);
        }
        return appended;
    }

    /** Told that what is of a batch is committed. */
    void areUp(DecodedBatch batch) {
        for (int index = 0; index < all.size(); index++) {
            all.get(index).isUp(batch.branches().get(index));
        }
    }

    /** The numbers of the next replay of letters. */
    List<ReplayNumber> nextReplays() {
        return all.stream().map(DeltaBranch::nextReplay).toList();
    }

    /** Adds what is to be appended of letters that come back. */
    void putReplay(DecodedBatch batch, List<ReplayNumber> numbers, Map<AppendedTable, Appending> appended) {
        requireSame(batch);
        for (int index = 0; index < all.size(); index++) {
            all.get(index).putReplay(batch.branches().get(index), numbers.get(index), appended);
        }
    }

    private void requireSame(DecodedBatch batch) {
        if (batch.branches().size() != all.size()) {
            throw new IllegalStateException("a batch with rows for "
                    + batch.branches().size() + " branches was to be written to " + all.size());
        }
    }
}
