package io.weir.ingest.sink;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.stage.PartitionShare;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a sink is with a partition, as of the sink's own last transaction.
 *
 * @param epoch counts the owners of the partition; 0 where the sink keeps none
 * @param sequence position of the last record that the sink holds, or {@link #NONE}
 * @param written rows written so far
 * @param deadLettered records that could not be rows
 * @param filtered records that were to be neither
 * @param bytes payload bytes of all of them
 * @param batches transactions so far
 * @param broken records that broke expectations, by their names; those of a batch are counted with one of its partitions
 * @param branches rows written so far to tables of branches, by their names; those of a batch with one of its partitions, too
 */
public record Watermark(
        long epoch,
        long sequence,
        long written,
        long deadLettered,
        long filtered,
        long bytes,
        long batches,
        Map<String, Long> broken,
        Map<String, Long> branches) {

    /** The sequence before the first one. */
    public static final long NONE = -1;

    /** Nothing yet. */
    public static final Watermark START = new Watermark(0, NONE, 0, 0, 0, 0, 0);

    /** Without expectations and branches. */
    public Watermark(
            long epoch, long sequence, long written, long deadLettered, long filtered, long bytes, long batches) {
        this(epoch, sequence, written, deadLettered, filtered, bytes, batches, Map.of(), Map.of());
    }

    /**
     * The watermark after a batch.
     *
     * @param share what the batch has of the partition
     */
    public Watermark plus(PartitionShare share, DecodedBatch batch) {
        long rejected = batch.counts().rejected().getOrDefault(share.partition(), 0L);
        long left = batch.counts().filtered().getOrDefault(share.partition(), 0L);
        return new Watermark(
                epoch,
                share.lastSequence(),
                written + share.records() - rejected - left,
                deadLettered + rejected,
                filtered + left,
                bytes + share.bytes(),
                batches + 1,
                more(broken, batch.counts().broken(), isCountedWith(share, batch)),
                more(branches, batch.counts().branches(), isCountedWith(share, batch)));
    }

    /**
     * The watermark after dead letters were replayed.
     *
     * @param share what they have of the partition
     * @param batch what became of them
     */
    public Watermark replaying(PartitionShare share, DecodedBatch batch) {
        long gone = share.records() - batch.counts().rejected().getOrDefault(share.partition(), 0L);
        long left = batch.counts().filtered().getOrDefault(share.partition(), 0L);
        return new Watermark(
                epoch,
                sequence,
                written + gone - left,
                deadLettered - gone,
                filtered + left,
                bytes,
                batches,
                broken,
                more(branches, batch.counts().branches(), isCountedWith(share, batch)));
    }

    /** What is counted of a batch as a whole goes with the first of its partitions, so that it is in the sum once. */
    private static boolean isCountedWith(PartitionShare share, DecodedBatch batch) {
        return share.partition() == Collections.min(batch.staged().shares().keySet());
    }

    private static Map<String, Long> more(Map<String, Long> before, Map<String, Long> ofBatch, boolean isCounted) {
        if (!isCounted || ofBatch.isEmpty()) {
            return before;
        }
        Map<String, Long> after = new TreeMap<>(before);
        ofBatch.forEach((name, count) -> {
            if (count > 0) {
                after.merge(name, count, Long::sum);
            }
        });
        return after;
    }

    /** The same counts, but not further than another sink is. */
    public Watermark notAfter(long other) {
        return new Watermark(
                epoch, Math.min(sequence, other), written, deadLettered, filtered, bytes, batches, broken, branches);
    }
}
