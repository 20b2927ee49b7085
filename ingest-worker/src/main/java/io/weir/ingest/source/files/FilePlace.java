package io.weir.ingest.source.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;

/** Where files lie that are read. */
interface FilePlace extends AutoCloseable {

    /** What lies there, in the order of its names, which have slashes between folders. What is hidden is left out. */
    SortedMap<String, PlacedFile> files() throws IOException;

    /** What begins with a dot or an underscore is what programs leave for each other. */
    static boolean isVisible(String name) {
        for (Path part : Path.of(name)) {
            if (part.toString().startsWith(".") || part.toString().startsWith("_")) {
                return false;
            }
        }
        return true;
    }

    @Override
    default void close() {}
}
