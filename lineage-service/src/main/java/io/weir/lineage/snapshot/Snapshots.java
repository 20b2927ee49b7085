package io.weir.lineage.snapshot;

import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

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

    /** One snapshot of a table by its id; empty where the id belongs to another table. */
    Optional<DatasetSnapshot> find(String table, UUID id);

    /** The newest: the first row of an index. */
    Optional<DatasetSnapshot> latest(String table);

    /** The newest of those registered until then: passes over the newer ones in an index, without reading them. */
    Optional<DatasetSnapshot> latest(String table, Instant asOf);

    /** One page, newest first. */
    Page<DatasetSnapshot> list(String table, PageRequest request);
}
