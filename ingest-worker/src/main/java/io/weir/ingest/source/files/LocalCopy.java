package io.weir.ingest.source.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of this machine.
 *
 * @param own the folder that was made for it alone, and goes with it when its reader is done; null if it stays
 */
record LocalCopy(Path path, @Nullable Path own) implements AutoCloseable {

    @Override
    public void close() throws IOException {
        if (own != null) {
            Files.deleteIfExists(path);
            Files.deleteIfExists(own);
        }
    }
}
