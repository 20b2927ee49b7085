package io.weir.metadata.commit.jdbc;

import io.weir.metadata.commit.AddedFile;
import io.weir.metadata.commit.Commits.FilesNotLiveException;
import io.weir.metadata.commit.NewVersion;
import io.weir.metadata.commit.RemovedFile;
import io.weir.metadata.table.Totals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens and closes the lives of files: one statement for all that a version adds, one for all that it removes. */
final class FileWriter {

    private static final int NAMED_AT_MOST = 100;

    /** A file that is added again while it lives ends its life too, without a tombstone: the later add counts. */
    private static final String CLOSE = """
            with gone as (
                update data_file f
                set removed_version = ?, remove_action = g.action, deleted_at = g.deleted_at
                from unnest(?::text[], ?::text[], ?::text[], ?::bigint[]) as g (path, vector, action, deleted_at)
                where f.table_id = ? and f.removed_version is null and f.path = g.path and f.deletion_vector = g.vector
                returning f.size, f.row_count, f.remove_action is not null as removed)
            select count(*) files, coalesce(sum(size), 0) bytes, coalesce(sum(row_count), 0) row_total,
                   count(*) filter (where removed) removed
            from gone""";

    private static final String NOT_LIVE = """
            select g.path from unnest(?::text[], ?::text[]) as g (path, vector)
            where not exists (select from data_file f where f.table_id = ? and f.removed_version = ?
                              and f.path = g.path and f.deletion_vector = g.vector)
            limit ?""";

    private static final String INSERT = """
            insert into data_file (table_id, added_version, path, deletion_vector, size, row_count, data_change,
                                   partition_values, add_action)
            select ?, ?, path, vector, size, row_count, data_change, partition_values::jsonb, action
            from unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::boolean[], ?::text[], ?::text[])
                as a (path, vector, size, row_count, data_change, partition_values, action)""";

    private final JdbcClient jdbc;

    FileWriter(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Ends the lives of the files that a version removes or adds anew, and tells what they held together. */
    Totals close(long tableId, NewVersion version) throws FilesNotLiveException {
        if (version.added().isEmpty() && version.removed().isEmpty()) {
            return Totals.NONE;
        }
        int files = version.removed().size() + version.added().size();
        Closed closed = jdbc.sql(CLOSE)
                .param(version.version())
                .param(both(version, RemovedFile::path, AddedFile::path))
                .param(both(version, RemovedFile::deletionVector, AddedFile::deletionVector))
                .param(Arrays.copyOf(texts(version.removed(), RemovedFile::action), files))
                .param(Arrays.copyOf(numbers(version.removed(), RemovedFile::deletedAt), files))
                .param(tableId)
                .query(FileWriter::closed)
                .single();
        if (closed.removed() != version.removed().size()) {
            throw new FilesNotLiveException(notLive(tableId, version));
        }
        return closed.totals();
    }

    /** Begins the lives of the files that a version adds, and tells what they hold together. */
    Totals insert(long tableId, NewVersion version) {
        List<AddedFile> added = version.added();
        if (!added.isEmpty()) {
            jdbc.sql(INSERT)
                    .params(List.of(tableId, version.version()))
                    .param(texts(added, AddedFile::path))
                    .param(texts(added, AddedFile::deletionVector))
                    .param(numbers(added, AddedFile::size))
                    .param(rows(added))
                    .param(added.stream().map(AddedFile::dataChange).toArray(Boolean[]::new))
                    .param(texts(added, AddedFile::partitionValues))
                    .param(texts(added, AddedFile::action))
                    .update();
        }
        return new Totals(
                added.size(),
                added.stream().mapToLong(AddedFile::size).sum(),
                added.stream().mapToLong(FileWriter::knownRows).sum());
    }

    private List<String> notLive(long tableId, NewVersion version) {
        return jdbc.sql(NOT_LIVE)
                .param(texts(version.removed(), RemovedFile::path))
                .param(texts(version.removed(), RemovedFile::deletionVector))
                .params(List.of(tableId, version.version(), NAMED_AT_MOST))
                .query(String.class)
                .list();
    }

    private static String[] both(
            NewVersion version, Function<RemovedFile, String> ofRemoved, Function<AddedFile, String> ofAdded) {
        return Stream.concat(
                        version.removed().stream().map(ofRemoved),
                        version.added().stream().map(ofAdded))
                .toArray(String[]::new);
    }

    private static <R> String[] texts(List<R> rows, Function<R, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    private static <R> Long[] numbers(List<R> rows, Function<R, Long> column) {
        return rows.stream().map(column).toArray(Long[]::new);
    }

    private static @Nullable Long[] rows(List<AddedFile> added) {
        @Nullable Long[] rows = new @Nullable Long[added.size()];
        for (int index = 0; index < rows.length; index++) {
            rows[index] = added.get(index).rows();
        }
        return rows;
    }

    private static long knownRows(AddedFile file) {
        Long rows = file.rows();
        return rows == null ? 0 : rows;
    }

    private static Closed closed(ResultSet row, int number) throws SQLException {
        return new Closed(new Totals(row.getLong(1), row.getLong(2), row.getLong(3)), row.getLong(4));
    }

    private record Closed(Totals totals, long removed) {}
}
