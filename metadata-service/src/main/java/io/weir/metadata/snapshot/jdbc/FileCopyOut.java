package io.weir.metadata.snapshot.jdbc;

import io.weir.metadata.copy.UnlimitedTime;
import io.weir.metadata.snapshot.FileKey;
import io.weir.metadata.snapshot.FileRange;
import io.weir.support.tracing.Spans;
import io.weir.support.tracing.Step;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;

/** Streams files out of PostgreSQL while it still reads them. */
final class FileCopyOut {

    /**
     * JSON has no control characters: with two of them as delimiter and quote, each value is a line as it is. Nothing is
     * sorted; the two branches are those of a listing.
     */
    private static final String COPY = """
            copy (select add_action from data_file
                  where table_id = %1$d and removed_version is null and added_version <= %2$d and %3$s
                  union all
                  select add_action from data_file
                  where table_id = %1$d and removed_version > %2$d and added_version <= %2$d and %3$s)
            to stdout (format csv, encoding 'UTF8', delimiter E'\\x01', quote E'\\x02', escape E'\\x02')""";

    private static final String WITHIN = "(added_version, file_id) > (%d, %d) and (added_version, file_id) <= (%d, %d)";

    private static final int BUFFER = 1 << 18;

    private static final Step SPAN = Step.sql("COPY", "data_file");

    private final JdbcOperations jdbc;
    private final Spans spans;

    FileCopyOut(JdbcOperations jdbc, Spans spans) {
        this.jdbc = jdbc;
        this.spans = spans;
    }

    long run(long tableId, long version, FileRange range, OutputStream target) throws IOException {
        return spans.<Long, IOException>around(SPAN, () -> copied(tableId, version, range, target));
    }

    private long copied(long tableId, long version, FileRange range, OutputStream target) throws IOException {
        FileKey after = range.after();
        FileKey last = range.last();
        String within = WITHIN.formatted(after.addedVersion(), after.fileId(), last.addedVersion(), last.fileId());
        try {
            return Objects.requireNonNull(jdbc.execute((ConnectionCallback<Long>) connection -> {
                try {
                    return unlimited(connection, COPY.formatted(tableId, version, within), target);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            }));
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    /** Files are read as fast as somebody takes them. */
    private static long unlimited(Connection connection, String copy, OutputStream target)
            throws SQLException, IOException {
        boolean single = connection.getAutoCommit();
        connection.setAutoCommit(false);
        UnlimitedTime.lift(connection);
        BufferedOutputStream out = new BufferedOutputStream(target, BUFFER);
        long files = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy, out);
        out.flush();
        if (single) {
            // After a failure the pool does both.
            connection.commit();
            connection.setAutoCommit(true);
        }
        return files;
    }
}
