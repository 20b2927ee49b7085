package io.weir.metadata.table;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The tables that were dropped and are kept for a while. Nothing of them changes meanwhile, but that the mirror is
 * brought to its end; names of theirs are free for others, places are not.
 */
public interface DroppedTables {

    /** A table that is not dropped, which nobody else changes before the caller's transaction ends. */
    Optional<TableHead> hold(String name);

    /**
     * Drops a table from the catalog.
     *
     * @param retention how long it can be taken back
     * @return the id of the table that was dropped; empty if there was none of this name
     */
    Optional<UUID> drop(String name, Duration retention);

    /**
     * Ends the retention of every dropped table of a name.
     *
     * @return false if there was none
     */
    boolean expire(String name);

    /** Those of a name, the latest first. */
    List<DroppedTable> named(String name);

    /**
     * In the order they were made.
     *
     * @param after the internal id of the last one before
     */
    List<DroppedTable> list(long after, int limit);

    /**
     * Puts a table back into the catalog. Holds back every other claim of a name until the caller's transaction ends.
     *
     * @return false if its name is taken, or it is forgotten by now
     */
    boolean undrop(DroppedTable table);
}
