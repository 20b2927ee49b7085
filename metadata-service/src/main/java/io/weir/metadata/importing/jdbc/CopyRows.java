package io.weir.metadata.importing.jdbc;

import io.weir.metadata.copy.BinaryRows;
import java.io.DataOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Rows on their way into a relation by {@code COPY}. Closing it ends the statement; rows without their end leave the
 * transaction unusable, as they should.
 */
final class CopyRows implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final DataOutputStream out;
    private final BinaryRows rows;
    private final int columns;

    private CopyRows(PGCopyOutputStream stream, int columns) throws IOException {
        this.out = new DataOutputStream(stream);
        this.rows = new BinaryRows(out);
        this.columns = columns;
        rows.begin();
    }

    static CopyRows into(Connection connection, String relation, String columns) throws SQLException, IOException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        String sql = "copy " + relation + " (" + columns + ") from stdin (format binary)";
        return new CopyRows(new PGCopyOutputStream(postgres, sql, BUFFER), columns.split(",", -1).length);
    }

    /** Begins a row: its values are to be written in the order of the columns. */
    BinaryRows row() throws IOException {
        rows.row(columns);
        return rows;
    }

    void finish() throws IOException {
        rows.end();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
