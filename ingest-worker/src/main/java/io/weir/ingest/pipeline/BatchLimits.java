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

    /** Two row groups of DuckDB, so that both cores have one to compress. */
    private static final int ROWS = 245_760;

    private static final long BYTES = 64L << 20;
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

    BatchLimits complete() {
        return new BatchLimits(rows(), bytes(), waitMillis());
    }
}
