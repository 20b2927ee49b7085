package io.weir.metadata.copy;

import io.weir.delta.skipping.SortKey;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rows in the binary format of PostgreSQL's {@code COPY}: each value behind its length, -1 for null. */
public final class BinaryRows {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};

    /** The type {@code bytea}, by its number in every PostgreSQL. */
    private static final int BYTES = 17;

    /** The one version that {@code jsonb} has. */
    private static final int JSON_VERSION = 1;

    private static final int NULL = -1;

    private final DataOutputStream out;

    public BinaryRows(DataOutputStream out) {
        this.out = out;
    }

    /** Signature, flags, and a header extension of no bytes. */
    public void begin() throws IOException {
        out.write(SIGNATURE);
        out.writeInt(0);
        out.writeInt(0);
    }

    public void row(int columns) throws IOException {
        out.writeShort(columns);
    }

    public void end() throws IOException {
        out.writeShort(-1);
    }

    public void number(@Nullable Long value) throws IOException {
        if (value == null) {
            out.writeInt(NULL);
        } else {
            out.writeInt(Long.BYTES);
            out.writeLong(value);
        }
    }

    public void truth(boolean value) throws IOException {
        out.writeInt(1);
        out.writeBoolean(value);
    }

    public void text(String value) throws IOException {
        bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    public void json(String value) throws IOException {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        out.writeInt(text.length + 1);
        out.writeByte(JSON_VERSION);
        out.write(text);
    }

    /** An array: dimensions, whether it has nulls, element type; length and lower bound of the one dimension; elements. */
    public void keys(List<? extends @Nullable SortKey> keys) throws IOException {
        int size = 3 * Integer.BYTES;
        for (SortKey key : keys) {
            size += Integer.BYTES + (key == null ? 0 : key.bytes().length);
        }
        out.writeInt(keys.isEmpty() ? size : size + 2 * Integer.BYTES);
        out.writeInt(keys.isEmpty() ? 0 : 1);
        out.writeInt(keys.contains(null) ? 1 : 0);
        out.writeInt(BYTES);
        if (!keys.isEmpty()) {
            out.writeInt(keys.size());
            out.writeInt(1);
        }
        for (SortKey key : keys) {
            if (key == null) {
                out.writeInt(NULL);
            } else {
                bytes(key.bytes());
            }
        }
    }

    public void integer(int value) throws IOException {
        out.writeInt(Integer.BYTES);
        out.writeInt(value);
    }

    public void bytes(byte[] value) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }
}
