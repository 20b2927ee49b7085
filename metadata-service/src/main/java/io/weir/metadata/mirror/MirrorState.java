package io.weir.metadata.mirror;

/** Whether a table's log is being published. */
public enum MirrorState {
    ACTIVE,
    PAUSED,
    /** A log file was there already with other bytes. Nothing is overwritten; a person must decide. */
    SPLIT_BRAIN
}
