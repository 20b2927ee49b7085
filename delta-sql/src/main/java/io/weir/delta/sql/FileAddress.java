package io.weir.delta.sql;

import java.nio.file.Path;

/**
 * A table in a file of SQLite or DuckDB.
 *
 * @param file absolute
 */
public record FileAddress(Engine engine, Path file, String table, ConnectionLimits limits) implements DeltaSqlAddress {

    @Override
    public String toString() {
        return SCHEME + engine.label() + "/" + file + "?table=" + table + limits.query();
    }
}
