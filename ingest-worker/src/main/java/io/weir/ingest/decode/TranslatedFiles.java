package io.weir.ingest.decode;

import io.weir.ingest.stage.StagedBatch;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes what records are translated to, so that DuckDB reads all of them at once. */
final class TranslatedFiles {

    /** DuckDB reads each file of a list on one thread. */
    private static final long FILE_BYTES = 4L << 20;

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path base;
    private final List<Path> files = new ArrayList<>();
    private @Nullable OutputStream open;
    private long bytes;
    private int largest;

    private TranslatedFiles(Path base) {
        this.base = base;
    }

    /**
     * Translates a whole batch.
     *
     * @param base a file to be used freely, as are those with a number after its name
     * @return nothing if a record cannot be translated
     */
    static Optional<TextFiles> of(StagedBatch batch, Translation translation, boolean enveloped, Path base)
            throws SQLException {
        TranslatedFiles files = new TranslatedFiles(base);
        try {
            BatchRecords.<UnreadableRecordException>each(batch, enveloped, (ordinal, payload, attributes) -> {
                if (payload == null) {
                    throw new UnreadableRecordException("has no payload");
                }
                files.write(translation.translate(payload, attributes));
            });
            files.end();
            return Optional.of(new TextFiles(List.copyOf(files.files), files.largest, batch.records()));
        } catch (UnreadableRecordException unreadable) {
            return Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException("translated records could not be written beside " + base, failed);
        } finally {
            files.closeQuietly();
        }
    }

    private void write(byte[] text) throws IOException {
        OutputStream file = open;
        if (file == null || bytes >= FILE_BYTES) {
            end();
            Path path = base.resolveSibling(base.getFileName() + "." + files.size());
            file = new BufferedOutputStream(Files.newOutputStream(path), BUFFER_BYTES);
            files.add(path);
            open = file;
            bytes = 0;
        }
        file.write(text);
        file.write('\n');
        bytes += text.length + 1L;
        largest = Math.max(largest, text.length);
    }

    private void end() throws IOException {
        OutputStream file = open;
        open = null;
        if (file != null) {
            file.close();
        }
    }

    private void closeQuietly() {
        try {
            end();
        } catch (IOException alreadyFailing) {
            // Whoever got here by another way knows already, and the file is not read.
            return;
        }
    }
}
