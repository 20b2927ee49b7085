package io.weir.metadata.table;

import java.util.Optional;

/** Whose tables are. */
public interface TableOwners {

    /** The owner of a table that is not dropped. */
    Optional<String> of(String table);

    /**
     * Hands a table over.
     *
     * @param onlyAsRead whether to leave it where its mode or metadata changed since it was read
     * @return whether it was still the owner's that was read, so that it is another's now
     */
    boolean handOver(TableHead read, String owner, boolean onlyAsRead);
}
