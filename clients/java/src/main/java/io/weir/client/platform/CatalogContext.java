package io.weir.client.platform;

import io.weir.client.call.SchemaName;
import io.weir.client.call.Variables;

/** The schema in use. */
final class CatalogContext {

    private volatile SchemaName current = SchemaName.DEFAULT;

    static CatalogContext of(Variables environment) {
        CatalogContext context = new CatalogContext();
        context.use(SchemaName.of(environment));
        return context;
    }

    SchemaName current() {
        return current;
    }

    void use(SchemaName name) {
        // One assignment: another thread sees both or none.
        current = name;
    }

    /** What {@code schema} or {@code database.schema} means. */
    SchemaName schema(String name) {
        return current.schema(name);
    }

    /** The name that the platform knows a table by. */
    String table(String name) {
        return current.table(name);
    }
}
