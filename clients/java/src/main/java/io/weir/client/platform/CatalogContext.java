package io.weir.client.platform;

import io.weir.client.call.Variables;
import java.util.List;

/** What names of tables are in which say less than all of {@code database.schema.table}. */
final class CatalogContext {

    private static final SchemaName DEFAULT = new SchemaName("weir", "default");
    private static final int WHOLE = 3;

    private volatile SchemaName current = DEFAULT;

    static CatalogContext of(Variables environment) {
        CatalogContext context = new CatalogContext();
        context.use(new SchemaName(
                environment
                        .first("WEIR_DATABASE", "DELTASTREAM_DATABASE_NAME", "DATLAKE_DATABASE")
                        .orElse(DEFAULT.database()),
                environment
                        .first("WEIR_SCHEMA", "DELTASTREAM_SCHEMA_NAME", "DATLAKE_SCHEMA")
                        .orElse(DEFAULT.schema())));
        return context;
    }

    /** A schema of a database. */
    record SchemaName(String database, String schema) {}

    SchemaName current() {
        return current;
    }

    void use(SchemaName name) {
        // One assignment: another thread sees both or none.
        current = name;
    }

    /** The default schema of a database. */
    static SchemaName defaultOf(String database) {
        return new SchemaName(database, DEFAULT.schema());
    }

    /** What {@code schema} or {@code database.schema} means. */
    SchemaName schema(String name) {
        int dot = name.indexOf('.');
        return dot < 0
                ? new SchemaName(current.database(), name)
                : new SchemaName(name.substring(0, dot), name.substring(dot + 1));
    }

    /** The name that the platform knows a table by: the shortest that means it without a context. */
    String table(String name) {
        String[] parts = name.split("\\.", -1);
        SchemaName within = current;
        if (parts.length >= WHOLE || name.isEmpty() || List.of(parts).contains("")) {
            return shortest(name);
        }
        return shortest(
                parts.length == 2
                        ? within.database() + "." + name
                        : within.database() + "." + within.schema() + "." + name);
    }

    private static String shortest(String name) {
        String[] parts = name.split("\\.", -1);
        boolean isWhole = parts.length == WHOLE && !parts[1].isEmpty() && !parts[2].isEmpty();
        if (!isWhole || !parts[0].equals(DEFAULT.database())) {
            return name;
        }
        return parts[1].equals(DEFAULT.schema()) ? parts[2] : parts[1] + "." + parts[2];
    }
}
