package io.weir.delta.checkpoint;

import io.weir.delta.storage.StorageException;
import java.io.BufferedWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;

/**
 * Lines of JSON beside the Parquet file that they are to become. Adds, which are most of them, lie in a file of their own
 * and without their key: that is how they are kept, and what is quickest to read.
 */
final class LineDraft implements AutoCloseable {

    private final Path target;
    private final Path others;
    private final Path adds;
    private final BufferedWriter otherLines;
    private final AddLines addLines;
    private int longestLine;
    private long count;

    private LineDraft(Path target, Path others, Path adds) throws IOException {
        this.target = target;
        this.others = others;
        this.adds = adds;
        this.otherLines = Files.newBufferedWriter(others, StandardCharsets.UTF_8);
        this.addLines = new AddLines(Files.newOutputStream(adds));
    }

    static LineDraft beside(Path target) throws IOException {
        String name = String.valueOf(target.getFileName());
        return new LineDraft(
                target, target.resolveSibling(name + ".ndjson"), target.resolveSibling(name + ".adds.ndjson"));
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

    /** Makes the Parquet file, and tells its size in bytes. */
    long convert(Set<CheckpointColumns> columns) throws IOException {
        otherLines.close();
        addLines.close();
        try {
            new ParquetConversion(target, Math.max(longestLine, addLines.longestLine)).convert(others, columns, adds);
        } catch (SQLException failure) {
            throw new StorageException("Cannot write checkpoint " + target + ": " + failure.getMessage(), failure);
        }
        return Files.size(target);
    }

    /** Takes away what was only needed on the way. */
    @Override
    public void close() throws IOException {
        try (otherLines;
                addLines) {
            Files.deleteIfExists(others);
            Files.deleteIfExists(adds);
        }
    }

    /** Knows the longest line, if it is one that the conversion must be told of. */
    private static final class AddLines extends FilterOutputStream {

        private int longestLine;

        AddLines(OutputStream out) {
            super(out);
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
