package io.weir.ingest.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Room for what is written to a database file. DuckDB cannot always take back a commit that finds none: it ends the whole
 * process. So a batch is not begun where the disk is nearly full.
 *
 * @param folder of the file
 * @param kept bytes that stay free, for others and for what one batch is misjudged by
 */
record DiskRoom(Path folder, long kept) {

    private static final long KEPT = 64L << 20;
    private static final long MEGABYTE = 1L << 20;

    static DiskRoom beside(Path file) {
        return new DiskRoom(Objects.requireNonNull(file.toAbsolutePath().getParent()), KEPT);
    }

    /**
     * Returns if so many bytes more may be written.
     *
     * @throws UncheckedIOException if no space is left for them
     */
    void require(long bytes) {
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free - kept < bytes) {
                throw new IOException("no space left for " + megabytes(bytes) + " of records: " + megabytes(free)
                        + " are free at " + folder + ", of which " + megabytes(kept) + " are kept");
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(String.valueOf(failed.getMessage()), failed);
        }
    }

    private static String megabytes(long bytes) {
        return (bytes + MEGABYTE - 1) / MEGABYTE + " MB";
    }
}
