package io.weir.platform.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The log itself: it is added to and, after a long time, cleared from its old end, never changed. */
public interface AuditEntries {

    /**
     * Adds entries in one transaction; their ids are given here.
     *
     * @throws UnwritableEntryException when one of them can never be added; none of them is then
     */
    void add(List<AuditEntry> entries);

    /**
     * Entries, the newest first.
     *
     * @param before ids from this one on are left out; null begins at the newest
     */
    List<AuditEntry> list(AuditSearch search, @Nullable Long before, int limit);

    /** Removes what is older. */
    int removeBefore(Instant time);
}
