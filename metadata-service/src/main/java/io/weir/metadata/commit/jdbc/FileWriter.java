package io.weir.metadata.commit.jdbc;

import io.weir.metadata.commit.AddedFile;
import io.weir.metadata.commit.Commits.FilesNotLiveException;
import io.weir.metadata.commit.NewVersion;
import io.weir.metadata.commit.RemovedFile;
import io.weir.metadata.copy.UnlimitedTime;
import io.weir.metadata.table.Totals;
import io.weir.support.tracing.Spans;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Opens and closes the lives of files: one statement for all that a version removes, one for all that it adds. Few are
 * inserted, many are copied. A file that is added again while it lives ends its life too, without a tombstone: the later
 * add counts.
 */
final class FileWriter {

    private static final int NAMED_AT_MOST = 100;

    /** From here on {@code COPY} is worth its two round trips. */
    private static final int MANY = 200;

    /** The keys are probed one by one, whatever the planner believes of the table's size. */
    private static final String CLOSE = """
            with gone as (
                update data_file f
                set removed_version = ?, remove_action = g.action, deleted_at = g.deleted_at
                from unnest(?::uuid[], ?::text[], ?::bigint[]) as g (key, action, deleted_at)
                where f.file_key = g.key and f.removed_version is null
                returning f.size, f.row_count)
            select count(*) files, coalesce(sum(size), 0) bytes, coalesce(sum(row_count), 0) row_total from gone""";

    private static final String NOT_LIVE = """
            select g.path from unnest(?::text[], ?::uuid[]) as g (path, key)
            where not exists (select from data_file f where f.file_key = g.key and f.removed_version = ?
                              and f.table_id = ?)
            limit ?""";

    private static final String REPLACE = """
            with gone as (
                update data_file set removed_version = ?
                where file_key = any(?::uuid[]) and removed_version is null and added_version < ?
                returning size, row_count)
            select count(*) files, coalesce(sum(size), 0) bytes, coalesce(sum(row_count), 0) row_total from gone""";

    private final JdbcClient jdbc;
    private final JdbcOperations operations;
    private final FileInsert inserts;
    private final FileCopy copies;

    FileWriter(JdbcClient jdbc, JdbcOperations operations, Spans spans) {
        this.jdbc = jdbc;
        this.operations = operations;
        this.inserts = new FileInsert(jdbc);
        this.copies = new FileCopy(operations, spans);
    }

    /** Writes what a version does to files; the table's totals after it. */
    Totals write(long tableId, Totals before, NewVersion version) throws FilesNotLiveException {
        if (isLarge(version)) {
            liftLimit();
        }
        return open(tableId, before.minus(close(tableId, version)), version);
    }

    /** Whether a version does something to so many files that it is worth other means. */
    private static boolean isLarge(NewVersion version) {
        return version.added().size() + version.removed().size() >= MANY;
    }

    /** Many files take their time, and are not to be begun again for ever. */
    private void liftLimit() {
        operations.execute((ConnectionCallback<Boolean>) connection -> {
            UnlimitedTime.lift(connection);
            return true;
        });
    }

    private Totals close(long tableId, NewVersion version) throws FilesNotLiveException {
        List<RemovedFile> removed = version.removed();
        if (removed.isEmpty()) {
            return Totals.NONE;
        }
        UUID[] keys = removed.stream()
                .map(file -> RowKeys.of(tableId, file.path(), file.deletionVector()))
                .toArray(UUID[]::new);
        Totals closed = jdbc.sql(CLOSE)
                .param(version.version())
                .param(keys)
                .param(column(removed, RemovedFile::action).toArray(String[]::new))
                .param(column(removed, RemovedFile::deletedAt).toArray(Long[]::new))
                .query(FileWriter::closed)
                .single();
        if (closed.files() != removed.size()) {
            throw new FilesNotLiveException(notLive(tableId, version, keys));
        }
        return closed;
    }

    private List<String> notLive(long tableId, NewVersion version, UUID[] keys) {
        return jdbc.sql(NOT_LIVE)
                .param(column(version.removed(), RemovedFile::path).toArray(String[]::new))
                .param(keys)
                .params(List.of(version.version(), tableId, NAMED_AT_MOST))
                .query(String.class)
                .list();
    }

    private Totals open(long tableId, Totals left, NewVersion version) {
        return version.added().size() < MANY
                ? left.minus(insert(tableId, version)).plus(version.addedTotals())
                : copy(tableId, left, version);
    }

    /** What was live already of the files that are added. */
    private Totals insert(long tableId, NewVersion version) {
        List<AddedFile> added = version.added();
        if (added.isEmpty() || inserts.write(tableId, version) == added.size()) {
            return Totals.NONE;
        }
        Totals replaced = replace(tableId, version);
        inserts.write(tableId, version);
        return replaced;
    }

    private Totals copy(long tableId, Totals left, NewVersion version) {
        return copies.write(tableId, version)
                .map(left::plus)
                .orElseGet(() -> copyAgain(tableId, left.minus(replace(tableId, version)), version));
    }

    private Totals copyAgain(long tableId, Totals left, NewVersion version) {
        return copies.write(tableId, version)
                .map(left::plus)
                .orElseThrow(
                        () -> new IllegalStateException("files that were replaced live still in table " + tableId));
    }

    private Totals replace(long tableId, NewVersion version) {
        UUID[] keys = version.added().stream()
                .map(file -> RowKeys.of(tableId, file.path(), file.deletionVector()))
                .toArray(UUID[]::new);
        return jdbc.sql(REPLACE)
                .param(version.version())
                .param(keys)
                .param(version.version())
                .query(FileWriter::closed)
                .single();
    }

    private static <R, T> List<T> column(List<R> rows, Function<R, T> column) {
        return rows.stream().map(column).toList();
    }

    private static Totals closed(ResultSet row, int number) throws SQLException {
        return new Totals(row.getLong(1), row.getLong(2), row.getLong(3));
    }
}
