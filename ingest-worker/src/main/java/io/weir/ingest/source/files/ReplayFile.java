package io.weir.ingest.source.files;

import java.nio.file.Path;

/**
 * A file, and which of its partition's rows it has.
 *
 * @param name from the folder that is read, with slashes
 * @param first sequence of its first row
 */
record ReplayFile(int partition, Path path, String name, FileKind kind, long bytes, long first, long rows) {

    /** Sequence of the first row that it does not have. */
    long end() {
        return first + rows;
    }
}
