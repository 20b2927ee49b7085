package io.weir.delta.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/**
 * Puts Parquet files of one schema together to one, by copying the bytes of their row groups: what costs is reading and
 * writing them, at the speed of the disk.
 */
final class ParquetAssembly implements Closeable {

    private static final int BUFFER = 1 << 20;

    private final FileChannel target;
    private final List<RowGroup> groups = new ArrayList<>();
    private @Nullable FileMetaData first;
    private @Nullable Source last;

    /** A file that segments are taken from, mostly many of them, one after the other. */
    private record Source(Path file, ParquetFooter footer) {}

    private ParquetAssembly(FileChannel target) {
        this.target = target;
    }

    /** Begins a file, in place of what is there. */
    static ParquetAssembly begin(Path target) throws IOException {
        FileChannel file = FileChannel.open(
                target,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        file.write(ByteBuffer.wrap(ParquetFooter.MAGIC));
        return new ParquetAssembly(file);
    }

    boolean isEmpty() {
        return first == null;
    }

    /** Adds all that a file has. */
    CheckpointSegment append(Path piece) throws IOException {
        try (FileChannel source = FileChannel.open(piece, StandardOpenOption.READ)) {
            ParquetFooter footer = ParquetFooter.read(source);
            if (first == null) {
                first = footer.content();
            }
            long begin = ParquetFooter.MAGIC.length;
            long offset = target.position();
            long length = footer.begin() - begin;
            long checksum = copy(source, begin, length);
            add(footer.groups(), offset - begin);
            return new CheckpointSegment(offset, length, footer.content().getNum_rows(), checksum);
        }
    }

    /**
     * Adds a segment of an earlier checkpoint, if it still is what it was: its bytes are the same, and the file has the
     * schema of those that were added before, of which there must be one.
     *
     * @return where it lies now; null if nothing was added
     */
    @Nullable
    CheckpointSegment append(Path checkpoint, CheckpointSegment segment) throws IOException {
        try (FileChannel source = FileChannel.open(checkpoint, StandardOpenOption.READ)) {
            List<RowGroup> found = groups(checkpoint, source, segment);
            if (RowGroups.rows(found) != segment.files()) {
                return null;
            }
            long offset = target.position();
            if (copy(source, segment.offset(), segment.length()) != segment.checksum()) {
                target.truncate(offset);
                return null;
            }
            add(found, offset - segment.offset());
            return new CheckpointSegment(offset, segment.length(), segment.files(), segment.checksum());
        }
    }

    /** None in a file of another schema, and in one that is no Parquet file any more. */
    private List<RowGroup> groups(Path checkpoint, FileChannel source, CheckpointSegment segment) {
        try {
            ParquetFooter footer = footer(checkpoint, source);
            boolean fits =
                    first != null && footer.hasSchemaOf(first) && segment.offset() + segment.length() <= footer.begin();
            return fits ? RowGroups.within(footer.groups(), segment.offset(), segment.length()) : List.of();
        } catch (IOException broken) {
            return List.of();
        }
    }

    /** Read once for many segments: if the file is another one since, the checksum of what is copied says so. */
    private ParquetFooter footer(Path checkpoint, FileChannel source) throws IOException {
        Source known = last;
        if (known == null || !known.file().equals(checkpoint)) {
            known = new Source(checkpoint, ParquetFooter.read(source));
            last = known;
        }
        return known.footer();
    }

    private void add(List<RowGroup> found, long movedBy) {
        found.forEach(group -> groups.add(RowGroups.moved(group, movedBy)));
    }

    /** Tells the checksum of what it copied. */
    private long copy(FileChannel source, long offset, long length) throws IOException {
        CRC32C checksum = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        long end = offset + length;
        long position = offset;
        while (position < end) {
            buffer.clear().limit((int) Math.min(BUFFER, end - position));
            int read = source.read(buffer, position);
            if (read < 0) {
                throw new EOFException("a Parquet file ended while it was copied");
            }
            position += read;
            checksum.update(buffer.flip());
            buffer.rewind();
            write(buffer);
        }
        return checksum.getValue();
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            target.write(bytes);
        }
    }

    /** Ends the file, of which there must be something, and tells its size in bytes. */
    long finish() throws IOException {
        FileMetaData footer =
                Objects.requireNonNull(first, "a Parquet file of nothing").deepCopy();
        footer.setRow_groups(groups);
        footer.setNum_rows(RowGroups.rows(groups));
        // What writes it does so number by number; each would be a call of the system.
        ByteArrayOutputStream end = new ByteArrayOutputStream();
        Util.writeFileMetaData(footer, end);
        int length = end.size();
        end.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .array());
        end.writeBytes(ParquetFooter.MAGIC);
        write(ByteBuffer.wrap(end.toByteArray()));
        return target.position();
    }

    @Override
    public void close() throws IOException {
        target.close();
    }
}
