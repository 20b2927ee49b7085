package io.weir.metadata.commit.jdbc;

import io.weir.metadata.commit.NewVersion;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Inserts the files that a version adds, as long as they are few. Files that live already are left out. */
final class FileInsert {

    private static final String INSERT = """
            insert into data_file (table_id, added_version, path, deletion_vector, size, row_count, data_change,
                                   partition_values, add_action, lows, highs, without_nulls, nulls_only)
            select ?, ?, path, vector, size, row_count, data_change, partition_values::jsonb, action, lows::bytea[],
                   highs::bytea[], without_nulls, nulls_only
            from unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::boolean[], ?::text[], ?::text[], ?::text[],
                        ?::text[], ?::bigint[], ?::bigint[]) with ordinality
                as a (path, vector, size, row_count, data_change, partition_values, action, lows, highs, without_nulls,
                      nulls_only, place)
            order by place
            on conflict (file_key) where removed_version is null do nothing""";

    private final JdbcClient jdbc;

    FileInsert(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many were not live before. One statement. */
    int write(long tableId, NewVersion version) {
        return jdbc.sql(INSERT)
                .params(List.of(tableId, version.version()))
                .params(FileColumns.of(version.added()))
                .update();
    }
}
