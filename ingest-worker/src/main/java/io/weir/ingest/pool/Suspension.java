package io.weir.ingest.pool;

/** Why a pool is suspended, which says what wakes it. */
public enum Suspension {
    /** Somebody stopped it; only who starts it wakes it. */
    STOP,
    /** Nothing came for its pipelines; the start of one of them wakes it, too. */
    IDLENESS
}
