package io.weir.client.call;

import java.util.List;

/** A schema of a database: what names of tables are in which say less than all of {@code database.schema.table}. */
public record SchemaName(String database, String schema) {

    public static final SchemaName DEFAULT = new SchemaName("weir", "default");
    private static final int WHOLE = 3;

    /** By {@code WEIR_DATABASE} and {@code WEIR_SCHEMA}, or what DeltaStream and Datlake call these. */
    public static SchemaName of(Variables environment) {
        return new SchemaName(
                environment
                        .first("WEIR_DATABASE", "DELTASTREAM_DATABASE_NAME", "DATLAKE_DATABASE")
                        .orElse(DEFAULT.database),
                environment
                        .first("WEIR_SCHEMA", "DELTASTREAM_SCHEMA_NAME", "DATLAKE_SCHEMA")
                        .orElse(DEFAULT.schema));
    }

    /** The default schema of a database. */
    public static SchemaName defaultOf(String database) {
        return new SchemaName(database, DEFAULT.schema);
    }

    /** What {@code schema} or {@code database.schema} means to who uses this one. */
    public SchemaName schema(String name) {
        int dot = name.indexOf('.');
        return dot < 0
                ? new SchemaName(database, name)
                : new SchemaName(name.substring(0, dot), name.substring(dot + 1));
    }

    /** The name that the platform knows a table by: the shortest that means it without a schema in use. */
    public String table(String name) {
        String[] parts = name.split("\\.", -1);
        if (parts.length >= WHOLE || name.isEmpty() || List.of(parts).contains("")) {
            return shortest(name);
        }
        return shortest(parts.length == 2 ? database + "." + name : database + "." + schema + "." + name);
    }

    private static String shortest(String name) {
        String[] parts = name.split("\\.", -1);
        boolean isWhole = parts.length == WHOLE && !parts[1].isEmpty() && !parts[2].isEmpty();
        if (!isWhole || !parts[0].equals(DEFAULT.database)) {
            return name;
        }
        return parts[1].equals(DEFAULT.schema) ? parts[2] : parts[1] + "." + parts[2];
    }
}
