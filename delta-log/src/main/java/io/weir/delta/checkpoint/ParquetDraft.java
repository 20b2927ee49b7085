package io.weir.delta.checkpoint;

import io.weir.delta.storage.StorageException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lines of JSON beside the Parquet file that they become, piece by piece. Adds, which are most of them, lie in a file of
 * their own and without their key: that is how they are kept, and what is quickest to read.
 */
final class ParquetDraft implements AutoCloseable {

    private final Path others;
    private final Path adds;
    private final Path nothing;
    private final Path piece;
    private final BufferedWriter otherLines;
    private final ParquetConversion conversion;
    private final ParquetAssembly assembly;
    private final AddLines addLines;
    private int longestLine;
    private long count;

    private ParquetDraft(Path target, Set<CheckpointColumns> columns, ParsedColumns parsed) throws IOException {
        String name = String.valueOf(target.getFileName());
        this.others = target.resolveSibling(name + ".ndjson");
        this.adds = target.resolveSibling(name + ".adds.ndjson");
        this.nothing = Files.write(target.resolveSibling(name + ".none.ndjson"), new byte[0]);
        this.piece = target.resolveSibling(name + ".piece");
        this.otherLines = Files.newBufferedWriter(others, StandardCharsets.UTF_8);
        this.addLines = new AddLines(adds);
        this.conversion = new ParquetConversion(piece, columns, parsed);
        this.assembly = ParquetAssembly.begin(target);
    }

    /**
     * Begins a file.
     *
     * @param columns the kinds of all actions but adds that may come
     * @param parsed what adds have besides their own fields
     */
    static ParquetDraft of(Path target, Set<CheckpointColumns> columns, ParsedColumns parsed) throws IOException {
        return new ParquetDraft(target, columns, parsed);
    }

    /** Adds the line of an action that is no add. */
    void write(String line) throws IOException {
        count++;
        longestLine = Math.max(longestLine, line.length());
        otherLines.write(line);
        otherLines.write('\n');
    }

    /** Where the bodies of adds go, a line each; best many at a time. */
    OutputStream adds() {
        return addLines;
    }

    /** How many lines there are of actions that are no adds. */
    long count() {
        return count;
    }

    /** Makes a segment of the adds since the one before; null if there are none. */
    @Nullable
    CheckpointSegment cut() throws IOException {
        addLines.close();
        if (Files.size(adds) == 0) {
            addLines.beginAnew();
            return null;
        }
        CheckpointSegment segment = convert(nothing, adds);
        addLines.beginAnew();
        return segment;
    }

    /** As {@link ParquetAssembly#append(Path, CheckpointSegment)}. */
    @Nullable
    CheckpointSegment keep(Path checkpoint, CheckpointSegment segment) throws IOException {
        if (assembly.isEmpty()) {
            // What has no row has the schema that the segment must fit.
            convert(nothing, nothing);
        }
        return assembly.append(checkpoint, segment);
    }

    /** Makes the Parquet file, and tells its size in bytes. */
    long finish() throws IOException {
        otherLines.close();
        addLines.close();
        convert(others, adds);
        return assembly.finish();
    }

    private CheckpointSegment convert(Path lines, Path bodies) throws IOException {
        try {
            conversion.convert(lines, bodies, Math.max(longestLine, addLines.longestLine));
        } catch (SQLException failure) {
            throw new StorageException("Cannot write checkpoint " + piece + ": " + failure.getMessage(), failure);
        }
        return assembly.append(piece);
    }

    /** Takes away what was only needed on the way. */
    @Override
    public void close() throws IOException {
        try (otherLines;
                addLines;
                conversion;
                assembly) {
            Files.deleteIfExists(others);
            Files.deleteIfExists(adds);
            Files.deleteIfExists(nothing);
            Files.deleteIfExists(piece);
        }
    }

    /** Knows the longest line, if it is one that the conversion must be told of. */
    private static final class AddLines extends OutputStream {

        private final Path file;
        private OutputStream out;
        private int longestLine;

        AddLines(Path file) throws IOException {
            this.file = file;
            this.out = Files.newOutputStream(file);
        }

        /** Empties the file, after it was closed. */
        void beginAnew() throws IOException {
            out = Files.newOutputStream(file);
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }

        @Override
        public void write(byte[] lines, int from, int length) throws IOException {
            out.write(lines, from, length);
            // No line is longer than all of them together.
            if (length > ParquetConversion.SMALLEST_LINE_LIMIT) {
                measure(lines, from, length);
            }
        }

        private void measure(byte[] lines, int from, int length) {
            int begin = from;
            for (int index = from; index <= from + length; index++) {
                if (index == from + length || lines[index] == '\n') {
                    longestLine = Math.max(longestLine, index - begin);
                    begin = index + 1;
                }
            }
        }
    }
}
