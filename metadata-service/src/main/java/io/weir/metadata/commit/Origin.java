package io.weir.metadata.commit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who made a commit. */
public record Origin(
        @Nullable String jobName,
        @Nullable UUID runId,
        @Nullable String requestId) {

    public static final Origin UNKNOWN = new Origin(null, null, null);

    /** Whether a job or a run made it, so that lineage must hear of it. */
    public boolean isTraced() {
        return jobName != null || runId != null;
    }
}
