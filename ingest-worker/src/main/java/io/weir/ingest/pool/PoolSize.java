package io.weir.ingest.pool;

/** How much a unit of a pool may hold in its hand. */
public enum PoolSize {
    SMALL(16L << 20),
    MEDIUM(64L << 20),
    LARGE(256L << 20);

    private final long batchBytes;

    PoolSize(long batchBytes) {
        this.batchBytes = batchBytes;
    }

    /** Payload bytes at which a batch is full, whatever its pipeline asks for. */
    public long batchBytes() {
        return batchBytes;
    }
}
