package io.weir.ingest.source.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of this machine.
 *
 * @param made for its reader alone, and goes with it
 */
record LocalCopy(Path path, boolean made) implements AutoCloseable {

    @Override
    public void close() throws IOException {
        if (made) {
            Files.deleteIfExists(path);
        }
    }
}
