package io.weir.metadata.commit;

import io.weir.delta.conflict.ConflictRule;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of a commit. */
public sealed interface CommitOutcome {

    /** The table's own id, which tells it from others of its name. */
    UUID tableId();

    /**
     * It is the table's version.
     *
     * @param timestamp in-commit timestamp, milliseconds since 1970
     * @param rebasedFrom the version that the writer had read, where others had won since; null otherwise
     */
    record Committed(
            UUID tableId,
            long version,
            long timestamp,
            @Nullable Long rebasedFrom) implements CommitOutcome {}

    /**
     * It had been committed before: the application's transactions are where it would take them.
     *
     * @param version the version that holds it
     */
    record Duplicate(UUID tableId, long version, long timestamp) implements CommitOutcome {}

    /**
     * A commit that won since stands against it; nothing changed.
     *
     * @param version the winner's version
     * @param details what the two have in common: paths, domains or applications, some of them where they are many
     */
    record Conflict(UUID tableId, ConflictRule rule, long version, List<String> details) implements CommitOutcome {}

    /**
     * An application's transaction is not where the commit expects it; nothing changed.
     *
     * @param expected null for none yet
     * @param current null for none yet
     */
    record Outrun(
            UUID tableId,
            String appId,
            @Nullable Long expected,
            @Nullable Long current) implements CommitOutcome {}
}
