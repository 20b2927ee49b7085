package io.weir.delta.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/**
 * The end of a Parquet file: what is in it, and where.
 *
 * @param begin the offset of its first byte, behind all row groups
 * @see <a href="https://parquet.apache.org/docs/file-format/">the Parquet file format</a>
 */
record ParquetFooter(FileMetaData content, long begin) {

    /** What a file begins and ends with. */
    static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    /** The footer's length, and the magic. */
    private static final int TAIL = Integer.BYTES + MAGIC.length;

    /** @throws IOException if it is no Parquet file, or cut off */
    static ParquetFooter read(FileChannel file) throws IOException {
        long end = file.size() - TAIL;
        ByteBuffer tail = bytes(file, end, TAIL).order(ByteOrder.LITTLE_ENDIAN);
        int length = tail.getInt();
        byte[] magic = new byte[MAGIC.length];
        tail.get(magic);
        long begin = end - length;
        if (!Arrays.equals(magic, MAGIC) || length < 0 || begin < MAGIC.length) {
            throw new IOException("no Parquet file, or one without its end");
        }
        byte[] content = bytes(file, begin, length).array();
        return new ParquetFooter(Util.readFileMetaData(new ByteArrayInputStream(content)), begin);
    }

    /** A required field. */
    List<RowGroup> groups() {
        return Objects.requireNonNull(content.getRow_groups());
    }

    boolean hasSchemaOf(FileMetaData other) {
        return Objects.equals(content.getSchema(), other.getSchema());
    }

    private static ByteBuffer bytes(FileChannel file, long offset, int length) throws IOException {
        if (offset < 0) {
            throw new EOFException("too short for a Parquet file");
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = file.read(bytes, offset + bytes.position());
        }
        if (bytes.hasRemaining()) {
            throw new EOFException("a Parquet file ended while it was read");
        }
        return bytes.flip();
    }
}
