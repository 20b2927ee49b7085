package io.weir.metadata.mirror;

import org.jspecify.annotations.Nullable;

/** How far a step comes with a table. Written down once, at the step's end, however that is. */
public final class Progress {

    private long publishedVersion;
    private @Nullable Long pendingCheckpoint;
    private @Nullable Long checkpointVersion;

    Progress(MirrorTask task) {
        this.publishedVersion = task.publishedVersion();
        this.pendingCheckpoint = task.pendingCheckpoint();
    }

    /** The log files up to a version are there. */
    void publish(long version) {
        publishedVersion = version;
    }

    /** A version is published and needs its checkpoint. */
    void demandCheckpoint(long version) {
        pendingCheckpoint = version;
    }

    /** The checkpoint that was due is there. */
    void checkpoint() {
        checkpointVersion = pendingCheckpoint;
        pendingCheckpoint = null;
    }

    /** Latest version whose log file is there. */
    public long publishedVersion() {
        return publishedVersion;
    }

    /** Version that still needs its checkpoint. */
    public @Nullable Long pendingCheckpoint() {
        return pendingCheckpoint;
    }

    /** Version whose checkpoint this step made. */
    public @Nullable Long checkpointVersion() {
        return checkpointVersion;
    }
}
