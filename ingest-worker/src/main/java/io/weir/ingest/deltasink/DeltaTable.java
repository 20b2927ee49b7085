package io.weir.ingest.deltasink;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * A Delta table at its head.
 *
 * @param location path or {@code file:} URI
 * @param metadata content of its action of that name
 * @param schema as Delta writes schemas
 */
public record DeltaTable(
        String name,
        String location,
        long version,
        long rows,
        long bytes,
        Map<String, Object> metadata,
        Map<String, Object> schema) {

    /** The folder that it lies in. */
    public Path folder() {
        return location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
    }
}
