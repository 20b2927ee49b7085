package io.weir.metadata.commit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who made a commit, and by what.
 *
 * @param principal who called, as callers are named in the audit log; null where nobody has to say who they are
 * @param requestId the call's id, in the audit log as well; null for none
 */
public record Origin(
        @Nullable String principal,
        @Nullable String requestId,
        @Nullable String jobName,
        @Nullable UUID runId) {

    public static final Origin UNKNOWN = new Origin(null, null);

    /** A call that is no job's and no run's. */
    public Origin(@Nullable String principal, @Nullable String requestId) {
        this(principal, requestId, null, null);
    }

    /** Whether a job or a run made it, so that lineage must hear of it. */
    public boolean isTraced() {
        return jobName != null || runId != null;
    }
}
