package io.weir.metadata.importing.jdbc;

import io.weir.metadata.table.Totals;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Turns what happens to files, as it was staged, into their lives: set by set, never file by file. A remove comes before
 * an add of the same version, as a checkpoint may hold a tombstone of a file that was added again.
 */
final class FileLives {

    private static final String EVENTS = """
            with event as (
                select e.file_key, e.version, e.added, e.path, e.deletion_vector, e.size, e.row_count, e.data_change,
                       e.partition_values, e.action, e.deleted_at, e.lows, e.highs, e.without_nulls, e.nulls_only,
                       row_number() over life = 1 as opening, lag(added) over life as previous_added,
                       lead(version) over life as next_version, lead(added) over life as next_added,
                       lead(action) over life as next_action, lead(deleted_at) over life as next_deleted_at
                from import_file e where table_id = :table
                window life as (partition by file_key order by version, added))
            """;

    /** Lives that batches before this one began. */
    private static final String CLOSE = EVENTS + """
            update data_file f set removed_version = e.version, deleted_at = e.deleted_at,
                remove_action = case when not e.added then e.action end
            from event e
            where e.opening and f.file_key = e.file_key and f.removed_version is null""";

    /** Removes of files that do not live; only their tombstones are of use, and those only until the file is back. */
    private static final String BURY = EVENTS + """
            insert into data_file (table_id, added_version, removed_version, path, deletion_vector, size, data_change,
                                   partition_values, remove_action, deleted_at)
            select :table, version, version, path, deletion_vector, 0, data_change, '{}', action, deleted_at
            from event e
            where not added and next_version is distinct from version and (not previous_added or opening and not exists (
                select from data_file f where f.table_id = :table and f.removed_version = e.version
                  and f.file_key = e.file_key))""";

    private static final String OPEN = EVENTS + """
            insert into data_file (table_id, added_version, removed_version, path, deletion_vector, size, row_count,
                                   data_change, partition_values, add_action, lows, highs, without_nulls, nulls_only, remove_action,
                                   deleted_at)
            select :table, version, next_version, path, deletion_vector, size, row_count, data_change,
                   partition_values::jsonb, action, lows, highs, without_nulls, nulls_only, case when not next_added then next_action end,
                   case when not next_added then next_deleted_at end
            from event where added""";

    private static final String CHANGES = """
            select version, sum(files), sum(bytes), sum(row_total) from (
                select added_version as version, count(*) as files, sum(size) as bytes,
                       coalesce(sum(row_count), 0) as row_total
                from data_file where table_id = :table and added_version between :first and :last
                  and add_action is not null group by 1
                union all
                select removed_version, -count(*), -sum(size), -coalesce(sum(row_count), 0)
                from data_file where table_id = :table and removed_version between :first and :last
                  and add_action is not null group by 1) c
            group by version""";

    private final JdbcClient jdbc;

    FileLives(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Merges what was staged of a table, which is then gone from the stage. */
    void merge(long tableId) {
        jdbc.sql("analyze import_file").update();
        for (String statement : new String[] {CLOSE, BURY, OPEN, "delete from import_file where table_id = :table"}) {
            jdbc.sql(statement).param("table", tableId).update();
        }
    }

    /** By how much the versions from {@code first} to {@code last} changed the table; versions without files are absent. */
    Map<Long, Totals> changes(long tableId, long first, long last) {
        Map<Long, Totals> changes = new TreeMap<>();
        jdbc.sql(CHANGES)
                .param("table", tableId)
                .param("first", first)
                .param("last", last)
                .query(row -> {
                    changes.put(row.getLong(1), new Totals(row.getLong(2), row.getLong(3), row.getLong(4)));
                });
        return changes;
    }
}
