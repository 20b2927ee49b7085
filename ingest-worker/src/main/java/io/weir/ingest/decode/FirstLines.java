package io.weir.ingest.decode;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What several files begin with, as one. A partition may have records of one kind alone, and a file those of one partition, so
 * that the first file does not tell what the others have. To copy the lines costs less than to have DuckDB open each file.
 */
final class FirstLines {

    /** A new one begins with every 4 MB of a batch. */
    private static final int MOST_FILES = 16;

    private static final int CHUNK_BYTES = 1 << 16;

    private FirstLines() {}

    /** Writes some lines, about as many of each file. */
    static void write(int lines, List<Path> files, Path to) {
        int some = Math.min(files.size(), MOST_FILES);
        try (OutputStream output = Files.newOutputStream(to)) {
            for (int number = 0; number < some; number++) {
                copy(files.get(number * files.size() / some), lines / some, output);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("the first lines of " + files + " could not be copied", failed);
        }
    }

    private static void copy(Path file, int lines, OutputStream output) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        int left = lines;
        try (InputStream input = Files.newInputStream(file)) {
            for (int read = input.read(chunk); read > 0 && left > 0; read = input.read(chunk)) {
                int end = 0;
                while (end < read && left > 0) {
                    left -= chunk[end++] == '\n' ? 1 : 0;
                }
                output.write(chunk, 0, end);
            }
        }
    }
}
