package io.weir.metadata.commit.jdbc;

import io.weir.metadata.commit.AddedFile;
import io.weir.metadata.commit.NewVersion;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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
        List<AddedFile> added = version.added();
        return jdbc.sql(INSERT)
                .params(List.of(tableId, version.version()))
                .param(texts(added, AddedFile::path))
                .param(texts(added, AddedFile::deletionVector))
                .param(numbers(added, AddedFile::size))
                .param(numbers(added, AddedFile::rows))
                .param(added.stream().map(AddedFile::dataChange).toArray(Boolean[]::new))
                .param(texts(added, AddedFile::partitionValues))
                .param(texts(added, AddedFile::action))
                .param(texts(added, file -> KeyArrays.text(file.bounds().lows())))
                .param(texts(added, file -> KeyArrays.text(file.bounds().highs())))
                .param(numbers(added, file -> file.bounds().withoutNulls()))
                .param(numbers(added, file -> file.bounds().nullsOnly()))
                .update();
    }

    private static String[] texts(List<AddedFile> rows, Function<AddedFile, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    private static @Nullable Long[] numbers(List<AddedFile> rows, Function<AddedFile, @Nullable Long> column) {
        @Nullable Long[] numbers = new @Nullable Long[rows.size()];
        for (int index = 0; index < numbers.length; index++) {
            numbers[index] = column.apply(rows.get(index));
        }
        return numbers;
    }
}
