package io.weir.support.naming;

import static io.weir.support.naming.SchemaName.DEFAULT_DATABASE;
import static io.weir.support.naming.SchemaName.DEFAULT_SCHEMA;

import java.util.stream.Stream;

/**
 * What a table's name says: {@code table} is in the default schema of the default database, {@code schema.table} in a schema of
 * the default database, {@code database.schema.table} says it all. More dots are the table's own. A name of which a part is
 * empty is one part.
 *
 * @param schema where the table belongs
 * @param table its own name
 */
public record TableName(SchemaName schema, String table) {

    private static final int PARTS = 3;

    /** Reads a name. Every text is one. */
    public static TableName parse(String text) {
        String[] parts = text.split("\\.", PARTS);
        if (parts.length == 1 || Stream.of(parts).anyMatch(String::isEmpty)) {
            return new TableName(new SchemaName(DEFAULT_DATABASE, DEFAULT_SCHEMA), text);
        }
        return parts.length == 2
                ? new TableName(new SchemaName(DEFAULT_DATABASE, parts[0]), parts[1])
                : new TableName(new SchemaName(parts[0], parts[1]), parts[2]);
    }

    /** The one text among those that mean the same table which everything knows it by: the shortest. */
    public static String canonical(String text) {
        return parse(text).text();
    }

    /** The shortest text that means this table. */
    public String text() {
        String full = schema.text() + "." + table;
        return Stream.of(table, schema.schema() + "." + table)
                .filter(shorter -> parse(shorter).equals(this))
                .findFirst()
                .orElse(full);
    }
}
