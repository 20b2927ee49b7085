package io.weir.lineage.snapshot;

import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import java.util.Optional;

/**
 * Snapshots of tables. The newest is the one with the greatest version; those without a version come after those with
 * one, by time.
 */
public interface Snapshots {

    /**
     * Adds a snapshot, unless this version of the table is there already.
     *
     * @return whether it was added
     */
    boolean add(DatasetSnapshot snapshot);

    /** This version of a table. */
    Optional<DatasetSnapshot> find(String table, long version);

    /** The newest: the first row of an index. */
    Optional<DatasetSnapshot> latest(String table);

    /** One page, newest first. */
    Page<DatasetSnapshot> list(String table, PageRequest request);
}
