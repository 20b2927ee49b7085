package io.weir.support.naming;

/**
 * A schema by its database.
 *
 * @param database that it is in
 * @param schema its own name
 */
public record SchemaName(String database, String schema) {

    /** The database that names belong to which say none. */
    public static final String DEFAULT_DATABASE = "weir";

    /** The schema of a database that names belong to which say none. */
    public static final String DEFAULT_SCHEMA = "default";

    /** Reads {@code database.schema}, or a schema of the default database. */
    public static SchemaName parse(String text) {
        int dot = text.indexOf('.');
        return dot < 0
                ? new SchemaName(DEFAULT_DATABASE, text)
                : new SchemaName(text.substring(0, dot), text.substring(dot + 1));
    }

    /** Whether it is the one that names of one part belong to. */
    public boolean isDefault() {
        return database.equals(DEFAULT_DATABASE) && schema.equals(DEFAULT_SCHEMA);
    }

    /** With its database, as grants name it. */
    public String text() {
        return database + "." + schema;
    }
}
