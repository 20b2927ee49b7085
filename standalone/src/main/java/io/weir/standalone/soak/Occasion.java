package io.weir.standalone.soak;

/** What a kill waits for, so that kills come upon every step of a batch, however short it is. */
enum Occasion {
    /** Nothing: it comes at its time. */
    ANY,
    /** A batch's records begin to be staged, or its file is given back. */
    STAGING,
    /** The warehouse's log is written: a COMMIT, or a checkpoint. */
    WAREHOUSE,
    /** A Parquet file is made: the rows are there, and not yet committed. */
    PARQUET,
    /** A version is published, which was committed before. */
    MIRROR
}
