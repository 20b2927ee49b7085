package io.weir.lineage.live;

import java.util.Locale;

/** What the platform tells by itself; programs broadcast by names of their own. */
public enum LiveEventType {
    RUN_STARTED,
    RUN_RUNNING,
    RUN_UPDATED,
    RUN_COMPLETED,
    RUN_FAILED,
    RUN_ABORTED,
    RUN_LOST,
    RUN_RECOVERED,
    JOB_UPDATED,
    DATASET_UPDATED,
    SNAPSHOT_REGISTERED;

    /** As listeners know it: {@code run.started}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** What it is about: {@code run}. */
    String subject() {
        return label().replaceFirst("\\..*", "");
    }
}
