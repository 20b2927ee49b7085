package io.weir.ingest.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * When a batch is full: at the first of these.
 *
 * @param maxRows records
 * @param maxBytes payload bytes
 * @param maxWaitMillis time since the first record
 */
public record BatchLimits(
        @Nullable Integer maxRows,
        @Nullable Long maxBytes,
        @Nullable Long maxWaitMillis) {

    /** Four row groups of DuckDB: enough for both cores to end with whole ones, though one of them has other work. */
    private static final int ROWS = 491_520;

    private static final long BYTES = 128L << 20;

    /** Half a batch keeps a writer busy that would have to wait for the rest. */
    private static final int ROWS_WORTH_WRITING = ROWS / 2;

    private static final long BYTES_WORTH_WRITING = BYTES / 2;
    private static final long WAIT_MILLIS = 1_000;

    static final BatchLimits DEFAULT = new BatchLimits(null, null, null);

    public int rows() {
        return maxRows == null ? ROWS : maxRows;
    }

    public long bytes() {
        return maxBytes == null ? BYTES : maxBytes;
    }

    public long waitMillis() {
        return maxWaitMillis == null ? WAIT_MILLIS : maxWaitMillis;
    }

    /** Whether a batch is full. */
    public boolean isFull(int records, long payloadBytes) {
        return records >= rows() || payloadBytes >= bytes();
    }

    /** Whether a batch is large enough for a writer that has nothing else to do. */
    public boolean isWorthWriting(int records, long payloadBytes) {
        return records >= ROWS_WORTH_WRITING || payloadBytes >= BYTES_WORTH_WRITING;
    }

    BatchLimits complete() {
        return new BatchLimits(rows(), bytes(), waitMillis());
    }
}
