package io.weir.metadata.commit.jdbc;

import io.weir.metadata.commit.AddedFile;
import io.weir.metadata.commit.NewVersion;
import io.weir.metadata.copy.BinaryRows;
import io.weir.metadata.table.Totals;
import io.weir.support.tracing.Spans;
import io.weir.support.tracing.Step;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Objects;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Copies the files that a version adds, in PostgreSQL's binary format. One statement; some 10 µs a file. Nobody asks before
 * whether one of them lives, which hardly ever is so: the index says it while they are copied.
 */
final class FileCopy {

    private static final String COPY = """
            copy data_file (table_id, added_version, path, deletion_vector, size, row_count, data_change,
                            partition_values, add_action, lows, highs, without_nulls, nulls_only)
            from stdin (format binary)""";

    private static final Step SPAN = Step.sql("COPY", "data_file");
    private static final String UNIQUE_VIOLATION = "23505";
    private static final int COLUMNS = 13;
    private static final int BUFFER = 1 << 16;

    private final JdbcOperations jdbc;
    private final Spans spans;

    FileCopy(JdbcOperations jdbc, Spans spans) {
        this.jdbc = jdbc;
        this.spans = spans;
    }

    /** What the files that a version adds come to; empty, and nothing is written, if one of them lives already. */
    Optional<Totals> write(long tableId, NewVersion version) {
        return spans.around(SPAN, () -> copied(tableId, version));
    }

    private Optional<Totals> copied(long tableId, NewVersion version) {
        return Objects.requireNonNull(jdbc.execute((ConnectionCallback<Optional<Totals>>) connection -> {
            Savepoint before = connection.setSavepoint();
            try {
                Totals added = copy(connection, tableId, version);
                connection.releaseSavepoint(before);
                return Optional.of(added);
            } catch (SQLException refused) {
                if (!UNIQUE_VIOLATION.equals(refused.getSQLState())) {
                    throw refused;
                }
                connection.rollback(before);
                return Optional.empty();
            }
        }));
    }

    private static Totals copy(Connection connection, long tableId, NewVersion version) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        // Closing it ends the copy.
        try (PGCopyOutputStream copy = new PGCopyOutputStream(postgres, COPY, BUFFER);
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(copy, BUFFER))) {
            BinaryRows rows = new BinaryRows(out);
            rows.begin();
            for (AddedFile file : version.added()) {
                rows.row(COLUMNS);
                write(rows, tableId, version.version(), file);
            }
            rows.end();
            out.flush();
            // While the server is still at the last rows, not when it waits for what comes behind them.
            return version.addedTotals();
        } catch (IOException failed) {
            if (failed.getCause() instanceof SQLException refused) {
                throw refused;
            }
            throw new UncheckedIOException(failed);
        }
    }

    private static void write(BinaryRows rows, long tableId, long version, AddedFile file) throws IOException {
        rows.number(tableId);
        rows.number(version);
        rows.text(file.path());
        rows.text(file.deletionVector());
        rows.number(file.size());
        rows.number(file.rows());
        rows.truth(file.dataChange());
        rows.json(file.partitionValues());
        rows.text(file.action());
        rows.keys(file.bounds().lows());
        rows.keys(file.bounds().highs());
        rows.number(file.bounds().withoutNulls());
        rows.number(file.bounds().nullsOnly());
    }
}
