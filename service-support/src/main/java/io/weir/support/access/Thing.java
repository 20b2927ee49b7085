package io.weir.support.access;

import io.weir.support.naming.SchemaName;
import io.weir.support.naming.TableName;
import java.util.List;

/**
 * What a grant may be on.
 *
 * @param name of the thing, or the beginning of names with a {@code *} after it
 */
record Thing(ResourceKind kind, String name) {

    private static final int PARTS = 3;

    /** The thing, and what it lies in: of a table or a relation its schema and database. A pattern lies where all that it stands for does. */
    static List<Thing> withContainers(ResourceKind kind, String nameOrPattern) {
        Thing thing = new Thing(kind, canonical(kind, nameOrPattern));
        return switch (kind) {
            case TABLE, RELATION -> ofTable(thing);
            case SCHEMA -> List.of(thing, inDatabase(thing));
            case STORE,
                    PIPELINE,
                    JOB,
                    SECRET,
                    POOL,
                    FUNCTION,
                    FUNCTION_SOURCE,
                    DESCRIPTOR_SOURCE,
                    DATABASE,
                    ROLE,
                    USER,
                    TOKEN,
                    ORGANIZATION -> List.of(thing);
        };
    }

    /** The name that stands for all that mean the same. */
    static String canonical(ResourceKind kind, String nameOrPattern) {
        return switch (kind) {
            case TABLE, RELATION ->
                nameOrPattern.endsWith(Grant.ALL) ? nameOrPattern : TableName.canonical(nameOrPattern);
            case SCHEMA ->
                nameOrPattern.equals(Grant.ALL)
                        ? nameOrPattern
                        : SchemaName.parse(nameOrPattern).text();
            case STORE,
                    PIPELINE,
                    JOB,
                    SECRET,
                    POOL,
                    FUNCTION,
                    FUNCTION_SOURCE,
                    DESCRIPTOR_SOURCE,
                    DATABASE,
                    ROLE,
                    USER,
                    TOKEN,
                    ORGANIZATION -> nameOrPattern;
        };
    }

    boolean isPattern() {
        return name.endsWith(Grant.ALL);
    }

    private static List<Thing> ofTable(Thing table) {
        // Names of two parts and of three may begin alike, so that a pattern of two says nothing of its schema.
        boolean isAnywhere = table.isPattern() && table.name().split("\\.", PARTS).length < PARTS;
        if (isAnywhere) {
            return List.of(
                    table, new Thing(ResourceKind.SCHEMA, Grant.ALL), new Thing(ResourceKind.DATABASE, Grant.ALL));
        }
        Thing schema = new Thing(
                ResourceKind.SCHEMA, TableName.parse(table.name()).schema().text());
        return List.of(table, schema, inDatabase(schema));
    }

    private static Thing inDatabase(Thing schema) {
        String database = schema.name().equals(Grant.ALL)
                ? Grant.ALL
                : SchemaName.parse(schema.name()).database();
        return new Thing(ResourceKind.DATABASE, database);
    }
}
