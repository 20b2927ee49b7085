package io.weir.metadata.commit;

import io.weir.metadata.table.TableHead;

/** What other services must hear of a commit. Told in the commit's own transaction: heard if, and only if, it happens. */
public interface CommitAnnouncements {

    /** Tells that a job or a run made a version of a table. */
    void announce(TableHead table, NewVersion version);
}
