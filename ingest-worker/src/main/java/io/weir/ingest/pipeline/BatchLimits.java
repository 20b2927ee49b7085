package io.weir.ingest.pipeline;

import java.util.Objects;
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

    private static final int ROW_GROUP = 122_880;

    /**
     * Eight row groups of DuckDB: few commits, since a disk may take longer to confirm one than DuckDB takes to write a row
     * group, and enough for all cores to end with whole ones, though some have other work.
     */
    private static final int ROWS = 8 * ROW_GROUP;

    private static final long BYTES = 128L << 20;

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    /** Cores do not share a batch to the row, and one that comes short of its only row group leaves it to another. */
    private static final int SPARE_ROWS = ROW_GROUP / 8;

    /** A row group keeps a writer busy that would have to wait for the rest. */
    private static final int ROWS_WORTH_WRITING = ROW_GROUP;

    private static final long BYTES_WORTH_WRITING = BYTES / 2;
    private static final long WAIT_MILLIS = 1_000;

    /** Those of whoever says nothing. */
    static final BatchLimits DEFAULT = new BatchLimits(ROWS, BYTES, WAIT_MILLIS);

    /** MotherDuck's own advice: a row group or a minute, whichever comes first; each commit there is a call over the network. */
    static final BatchLimits IN_MOTHERDUCK = new BatchLimits(ROW_GROUP, BYTES, 60_000L);

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
        return records >= rows() || payloadBytes >= bytes() || fillsCores(records, payloadBytes, CORES);
    }

    /**
     * Whether each core has whole row groups to write now, and one more for each would be too many bytes: what a core is left with of a
     * row group is compressed while all others wait.
     */
    boolean fillsCores(int records, long payloadBytes, int cores) {
        long rowsOfCores = (long) ROW_GROUP * cores;
        long times = (records - SPARE_ROWS) / rowsOfCores;
        return times > 0 && (times + 1) * rowsOfCores * (payloadBytes / records) > bytes();
    }

    /** Whether a batch is large enough for a writer that has nothing else to do. */
    public boolean isWorthWriting(int records, long payloadBytes) {
        return records >= ROWS_WORTH_WRITING || payloadBytes >= BYTES_WORTH_WRITING;
    }

    /** The same, with at most so many payload bytes. */
    public BatchLimits within(long mostBytes) {
        return bytes() <= mostBytes ? this : new BatchLimits(maxRows, mostBytes, maxWaitMillis);
    }

    /** With those of others for what is not said. */
    BatchLimits or(BatchLimits others) {
        return new BatchLimits(
                Objects.requireNonNullElse(maxRows, others.rows()),
                Objects.requireNonNullElse(maxBytes, others.bytes()),
                Objects.requireNonNullElse(maxWaitMillis, others.waitMillis()));
    }
}
