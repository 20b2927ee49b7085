package io.weir.ingest.deltasink;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A commit to a table.
 *
 * @param actions as Delta writes actions, one key each
 * @param readVersion the version whose columns the rows have, whose metadata the actions change, or whose files they are made
 *     of, so that nobody else's change is lost, and no row is written by columns that are others now; null where there is none
 * @param expected for application ids the version that must be the latest; null for none yet
 */
public record DeltaCommit(
        List<Map<String, Object>> actions,
        @Nullable Long readVersion,
        Map<String, @Nullable Long> expected,
        String jobName,
        @Nullable UUID runId,
        DeltaOperation operation) {

    /** The same behind what others did meanwhile. */
    DeltaCommit reading(long version) {
        return new DeltaCommit(actions, version, expected, jobName, runId, operation);
    }

    /** Of rows that are appended. */
    public DeltaCommit(
            List<Map<String, Object>> actions,
            @Nullable Long readVersion,
            Map<String, @Nullable Long> expected,
            String jobName,
            @Nullable UUID runId) {
        this(actions, readVersion, expected, jobName, runId, DeltaOperation.APPEND);
    }
}
