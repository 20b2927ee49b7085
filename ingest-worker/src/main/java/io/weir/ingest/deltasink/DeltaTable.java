package io.weir.ingest.deltasink;

import io.weir.ingest.decode.StructType;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A Delta table at its head.
 *
 * @param location path, {@code file:} URI or {@code s3://bucket/prefix}
 * @param metadata content of its action of that name
 * @param schema as Delta writes schemas
 * @param protocol content of its action of that name
 * @param domains configurations by the names of their domains
 */
public record DeltaTable(
        String name,
        String location,
        long version,
        long rows,
        long bytes,
        Map<String, Object> metadata,
        Map<String, Object> schema,
        Map<String, Object> protocol,
        Map<String, String> domains) {

    /** The names of the columns that it is partitioned by, in their order. */
    List<String> partitionColumns() {
        return metadata.get("partitionColumns") instanceof List<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** The columns that its files have, by their names in it: all but those that it is partitioned by. */
    StructType storedColumns() {
        return withoutPartitions(DeltaSchema.named(schema));
    }

    /** Columns but for those that it is partitioned by. */
    StructType withoutPartitions(StructType columns) {
        StructType stored = columns;
        for (String column : partitionColumns()) {
            stored = stored.without(column);
        }
        return stored;
    }

    /** Columns that the protocol has no writer store a null in, by the keys that they are made of. */
    Set<String> notNull() {
        return DeltaSchema.notNull(schema);
    }

    /** Whether it has no file. */
    boolean isEmpty() {
        return bytes == 0;
    }

    /** Whether it lies in a folder, and not in a store of objects. */
    public boolean isInFolder() {
        return !location.contains("://") || location.startsWith("file:");
    }

    /**
     * The folder that it lies in.
     *
     * @throws DeltaException if it lies in a store of objects: pipelines write into folders
     */
    public Path folder() {
        if (!isInFolder()) {
            throw DeltaException.lasting(
                    "table " + name + " lies at " + location + ": pipelines write to tables in folders only");
        }
        return location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
    }
}
