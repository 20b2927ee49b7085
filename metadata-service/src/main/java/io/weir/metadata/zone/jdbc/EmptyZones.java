package io.weir.metadata.zone.jdbc;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes away zones that no file is left of, which otherwise every plan and listing would look at for ever. */
final class EmptyZones {

    /** A table's first zone is never taken away, so that whoever has it is alone at this. */
    private static final String LOCK = """
            select after_version from file_zone where table_id = ?
            order by after_version, after_file limit 1 for update""";

    /**
     * The range of an empty zone, in which no file can come, goes to its heir, the last zone before it that stays, so that each
     * still begins where one ended: zones with one heir are a group, whose first it is. What the heir kept of its lines may be
     * of a version at which the other had files, and is forgotten. Each zone is probed once: where the first file behind its
     * beginning lies.
     */
    private static final String DROP = """
            with probed as (
                select after_version, after_file, last_version, last_file,
                       row_number() over (order by after_version, after_file) = 1
                       or coalesce((select (f.added_version, f.file_id) <= (z.last_version, z.last_file) from data_file f
                                    where f.table_id = z.table_id and f.removed_version is null
                                      and (f.added_version, f.file_id) > (z.after_version, z.after_file)
                                    order by f.added_version, f.file_id limit 1), false) as stays
                from file_zone z where z.table_id = :table),
            grouped as (
                select probed.*, count(*) filter (where stays) over (order by after_version, after_file) as heir from probed),
            inherited as (
                select distinct on (heir) heir, last_version, last_file from grouped
                order by heir, after_version desc, after_file desc),
            gone as (
                delete from file_zone z using grouped g
                where not g.stays and z.table_id = :table
                  and z.after_version = g.after_version and z.after_file = g.after_file)
            update file_zone z set last_version = inherited.last_version, last_file = inherited.last_file,
                packed_version = null, packed_lines = null
            from grouped g join inherited using (heir)
            where g.stays and z.table_id = :table
              and z.after_version = g.after_version and z.after_file = g.after_file
              and (z.last_version, z.last_file) <> (inherited.last_version, inherited.last_file)""";

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    EmptyZones(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** Takes a table's empty zones away, in a transaction of its own; waits for whoever is at it. Two statements. */
    void drop(long tableId) {
        transactions.executeWithoutResult(status -> {
            // Its statement sees what others at it did before they gave up the lock.
            if (jdbc.sql(LOCK).param(tableId).query(Long.class).optional().isPresent()) {
                jdbc.sql(DROP).param("table", tableId).update();
            }
        });
    }
}
