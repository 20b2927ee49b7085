package io.weir.metadata.importing.jdbc;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Rows on their way into a relation by binary {@code COPY}. Each row is {@link #row} and then as many values as the
 * relation's columns that were named. Closing it ends the statement; without that, nothing is written.
 */
final class CopyRows implements AutoCloseable {

    private static final int BUFFER = 1 << 16;
    private static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int NULL = -1;

    private final DataOutputStream out;
    private final short columns;

    private CopyRows(PGCopyOutputStream stream, int columns) throws IOException {
        this.out = new DataOutputStream(stream);
        this.columns = (short) columns;
        out.write(HEADER);
        out.writeInt(0);
        out.writeInt(0);
    }

    static CopyRows into(Connection connection, String relation, String columns) throws SQLException, IOException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        String sql = "copy " + relation + " (" + columns + ") from stdin (format binary)";
        return new CopyRows(new PGCopyOutputStream(postgres, sql, BUFFER), columns.split(",", -1).length);
    }

    CopyRows row() throws IOException {
        out.writeShort(columns);
        return this;
    }

    CopyRows text(@Nullable String value) throws IOException {
        return bytes(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    CopyRows bytes(byte @Nullable [] value) throws IOException {
        if (value == null) {
            out.writeInt(NULL);
        } else {
            out.writeInt(value.length);
            out.write(value);
        }
        return this;
    }

    CopyRows number(@Nullable Long value) throws IOException {
        if (value == null) {
            out.writeInt(NULL);
        } else {
            out.writeInt(Long.BYTES);
            out.writeLong(value);
        }
        return this;
    }

    CopyRows integer(int value) throws IOException {
        out.writeInt(Integer.BYTES);
        out.writeInt(value);
        return this;
    }

    CopyRows bool(boolean value) throws IOException {
        out.writeInt(1);
        out.writeByte(value ? 1 : 0);
        return this;
    }

    /** Ends the rows. What was opened and not finished leaves its transaction unusable, as it should. */
    void finish() throws IOException {
        out.writeShort(-1);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
