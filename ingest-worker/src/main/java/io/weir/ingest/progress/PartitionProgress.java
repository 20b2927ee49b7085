package io.weir.ingest.progress;

/**
 * How far a pipeline is with a partition.
 *
 * @param watermark sequence of the last record that all sinks hold; -1 before the first
 * @param endOffset sequence that the next record to be produced will have
 * @param lag records that are wanted and are not in all sinks yet
 * @param lost records that the topic had lost before they were read, all in all
 * @param leaderless whether no broker answers for it just now, so that neither its end nor its lag is known; it is read when one
 *     does
 */
public record PartitionProgress(
        int partition, long epoch, long watermark, long endOffset, long lag, long lost, boolean leaderless) {

    /**
     * By where a partition begins and ends.
     *
     * @param start sequence of the first record that is wanted
     * @param end sequence that the next record to be produced will have; 0 if that is not known
     */
    public static PartitionProgress of(int partition, long epoch, long watermark, long start, long end) {
        long next = Math.max(watermark + 1, start);
        long known = Math.max(end, next);
        return new PartitionProgress(partition, epoch, watermark, known, known - next, 0, false);
    }

    /** The same of one that lost so many records. */
    public PartitionProgress lost(long records) {
        return new PartitionProgress(partition, epoch, watermark, endOffset, lag, records, leaderless);
    }

    /** The same, with whether no broker answers for it. */
    public PartitionProgress leaderless(boolean now) {
        return new PartitionProgress(partition, epoch, watermark, endOffset, lag, lost, now);
    }
}
