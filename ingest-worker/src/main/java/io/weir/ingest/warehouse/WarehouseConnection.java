package io.weir.ingest.warehouse;

import io.weir.ingest.decode.Sql;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * How an instance of DuckDB is opened.
 *
 * @param url where the database is; logs and errors show it, so that it holds no secret
 * @param settings what the driver is given besides
 * @param statements what the instance is told first
 */
record WarehouseConnection(String url, Map<String, String> settings, List<String> statements) {

    /**
     * Of files that are made here; others stay as they are. From this version on, DuckDB compresses texts in one pass in
     * place of two, to half the size and a third faster. DuckDB 1.3 of May 2025 and all later ones read it.
     */
    private static final String STORAGE_VERSION = "v1.3.0";

    private static final String MOTHERDUCK = "jdbc:duckdb:md:";

    /** A database file, or an instance without a file where the path is empty. */
    static WarehouseConnection local(String path, WarehouseLimits limits, Path temporary) {
        List<String> statements = common(limits, temporary);
        statements.add("set global wal_autocheckpoint = " + Sql.text(limits.checkpointAt()));
        // A thread that compresses what it has gathered only at its end lets the others wait for it.
        statements.add("set global write_buffer_row_group_count = 1");
        return new WarehouseConnection(
                "jdbc:duckdb:" + path, Map.of("storage_compatibility_version", STORAGE_VERSION), statements);
    }

    /**
     * A database of MotherDuck. What is said of files is of no use there.
     *
     * @param token given apart from the URL
     */
    static WarehouseConnection motherDuck(String database, String token, WarehouseLimits limits, Path temporary) {
        WarehouseConnection plain = motherDuck(database, token);
        return new WarehouseConnection(plain.url, plain.settings, common(limits, temporary));
    }

    /** The same, for somebody who only looks. */
    static WarehouseConnection motherDuck(String database, String token) {
        return new WarehouseConnection(MOTHERDUCK + database, Map.of("motherduck_token", token), List.of());
    }

    private static List<String> common(WarehouseLimits limits, Path temporary) {
        List<String> statements = new ArrayList<>();
        statements.add("set global memory_limit = " + Sql.text(limits.memory()));
        statements.add("set global threads = " + limits.threads());
        statements.add("set global temp_directory = "
                + Sql.text(temporary.toAbsolutePath().toString()));
        // The order of rows is no promise of a table, and keeping it costs memory and a core.
        statements.add("set global preserve_insertion_order = false");
        return statements;
    }

    /** Whether rows are written by the instance itself, not by MotherDuck. */
    boolean isOfFile() {
        return !url.startsWith(MOTHERDUCK);
    }

    Properties properties() {
        Properties properties = new Properties();
        properties.putAll(settings);
        return properties;
    }

    /** The settings may be secrets. */
    @Override
    public String toString() {
        return url;
    }
}
