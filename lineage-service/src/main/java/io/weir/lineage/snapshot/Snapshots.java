package io.weir.lineage.snapshot;

import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Snapshots of tables. The newest is the one with the greatest version; those without a version come after those with
 * one, by time. Where a table was dropped and another made by its name, the name stands for the newest one; the snapshots of
 * those before it are found by their ids.
 */
public interface Snapshots {

    /**
     * Adds a snapshot, unless this version of the table is there already.
     *
     * @return the one that is there: this one, or that of before
     */
    DatasetSnapshot add(DatasetSnapshot snapshot);

    /** This version of a table. */
    Optional<DatasetSnapshot> find(String table, long version);

    /** One snapshot of a table by its id; empty where the id belongs to a table of another name. */
    Optional<DatasetSnapshot> find(String table, UUID id);

    /** The newest: the first row of an index. */
    Optional<DatasetSnapshot> latest(String table);

    /** The newest of those registered until then: passes over the newer ones in an index, without reading them. */
    Optional<DatasetSnapshot> latest(String table, Instant asOf);

    /** One page, newest first. The pages after the first are of the table that it was of. */
    Page<DatasetSnapshot> list(String table, PageRequest request);
}
