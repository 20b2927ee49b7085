package io.weir.delta.sql;

import java.util.List;
import java.util.stream.Stream;

/**
 * The tables that hold exported metadata, of any number of Delta tables side by side. Actions are kept as the JSON of the protocol,
 * so that every field survives; what people look for with SQL is a column besides.
 */
final class ExportedSchema {

    /** Of the layout; a reader refuses any other. */
    static final int FORMAT = 1;

    static final String TABLE = "delta_sql_table";
    static final String FILE = "delta_sql_file";
    static final String TRANSACTION = "delta_sql_transaction";
    static final String DOMAIN = "delta_sql_domain";

    /** All of them, with the column that names the Delta table. */
    static final List<String> ALL = List.of(TABLE, FILE, TRANSACTION, DOMAIN);

    private ExportedSchema() {}

    /**
     * Statements that may be run again and again.
     *
     * @param withKeys whether the engine gains by an index; DuckDB does not, and its unique keys refuse a row that replaces another
     *     within a transaction
     */
    static List<String> definitions(String prefix, boolean withKeys) {
        List<String> tables = List.of(
                table(prefix, TABLE, """
                        format integer not null, version bigint not null, committed_at bigint not null,
                        location text not null, protocol text not null, metadata text not null,
                        files bigint not null, bytes bigint not null, primary key (table_name)"""),
                table(prefix, FILE, "path text not null, size bigint not null, add_action text not null"),
                table(
                        prefix,
                        TRANSACTION,
                        "app_id text not null, action text not null, primary key (table_name, app_id)"),
                table(prefix, DOMAIN, "domain text not null, action text not null, primary key (table_name, domain)"));
        if (!withKeys) {
            return tables.stream()
                    .map(table -> table.replaceFirst(",\\s*primary key \\([a-z_, ]+\\)", ""))
                    .toList();
        }
        String index = "create index if not exists delta_sql_file_of_table on " + prefix + FILE + " (table_name)";
        return Stream.concat(tables.stream(), Stream.of(index)).toList();
    }

    private static String table(String prefix, String name, String columns) {
        return "create table if not exists " + prefix + name + " (table_name text not null, " + columns + ")";
    }
}
