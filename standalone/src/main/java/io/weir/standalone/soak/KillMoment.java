package io.weir.standalone.soak;

/** What a kill came upon. */
enum KillMoment {
    /** The platform, which was starting. */
    START,
    /** Pipelines that had written nothing since the fault before. */
    WAITING,
    /** Pipelines that had written since the fault before, and had more to write. */
    WRITING,
    /** At most a twentieth of a second before: records begun to be staged, or a batch's file given back. */
    STAGING,
    /** As long before: a write to the warehouse's log, which is its COMMIT. */
    WAREHOUSE,
    /** As long before: the rows of a Delta commit, which had been made a file of. */
    PARQUET,
    /** As long before: a version that had been published in the mirror. */
    MIRROR,
    /** Pipelines that drained. */
    DRAIN;

    static KillMoment of(Occasion occasion) {
        return switch (occasion) {
            case ANY -> WRITING;
            case STAGING -> STAGING;
            case WAREHOUSE -> WAREHOUSE;
            case PARQUET -> PARQUET;
            case MIRROR -> MIRROR;
        };
    }
}
