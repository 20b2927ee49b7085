package io.weir.delta.checkpoint;

import io.weir.delta.action.AddFile;
import io.weir.delta.storage.StorageException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;

/** Lines of JSON beside the Parquet file that they are to become. */
final class LineDraft implements AutoCloseable {

    private static final String ADD_LINE = "{\"" + AddFile.KEY + "\":";

    private final Path target;
    private final Path draft;
    private final BufferedWriter lines;
    private int longestLine;
    private long count;

    private LineDraft(Path target, Path draft, BufferedWriter lines) {
        this.target = target;
        this.draft = draft;
        this.lines = lines;
    }

    static LineDraft beside(Path target) throws IOException {
        Path draft = target.resolveSibling(target.getFileName() + ".ndjson");
        return new LineDraft(target, draft, Files.newBufferedWriter(draft, StandardCharsets.UTF_8));
    }

    static void requireAddLine(String line) {
        if (!line.startsWith(ADD_LINE) || line.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("Not one line of an add: " + line);
        }
    }

    void write(String line) throws IOException {
        count++;
        longestLine = Math.max(longestLine, line.length());
        lines.write(line);
        lines.write('\n');
    }

    long count() {
        return count;
    }

    /** Makes the Parquet file, and tells its size in bytes. */
    long convert(Set<CheckpointColumns> columns) throws IOException {
        lines.close();
        try {
            ParquetConversion.convert(draft, target, longestLine, columns);
        } catch (SQLException failure) {
            throw new StorageException("Cannot write checkpoint " + target + ": " + failure.getMessage(), failure);
        }
        return Files.size(target);
    }

    /** Takes away what was only needed on the way. */
    @Override
    public void close() throws IOException {
        lines.close();
        Files.deleteIfExists(draft);
    }
}
