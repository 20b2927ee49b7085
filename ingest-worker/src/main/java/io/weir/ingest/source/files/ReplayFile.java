package io.weir.ingest.source.files;

/**
 * A file, and which of its partition's rows it has.
 *
 * @param name from the folder that is read, with slashes
 * @param first sequence of its first row
 */
record ReplayFile(int partition, PlacedFile placed, String name, FileKind kind, long first, long rows) {

    /** Sequence of the first row that it does not have. */
    long end() {
        return first + rows;
    }

    /** Tells it from others; of files without versions as it was before there were any. */
    String identity() {
        String version = placed.version().isEmpty() ? "" : "\0" + placed.version();
        return name + "\0" + placed.bytes() + "\0" + rows + version + "\n";
    }
}
