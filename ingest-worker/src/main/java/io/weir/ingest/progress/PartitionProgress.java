package io.weir.ingest.progress;

/**
 * How far a pipeline is with a partition.
 *
 * @param watermark sequence of the last record that all sinks hold; -1 before the first
 * @param endOffset sequence that the next record to be produced will have
 * @param lag records that are not in all sinks yet
 */
public record PartitionProgress(int partition, long epoch, long watermark, long endOffset, long lag) {

    public static PartitionProgress of(int partition, long epoch, long watermark, long end) {
        long known = Math.max(end, watermark + 1);
        return new PartitionProgress(partition, epoch, watermark, known, known - watermark - 1);
    }
}
