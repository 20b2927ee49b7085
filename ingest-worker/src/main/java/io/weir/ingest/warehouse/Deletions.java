package io.weir.ingest.warehouse;

import io.weir.ingest.decode.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of the keys that were deleted from another one, each with the sequence of its deletion. It is called by the name of that one as
 * all spell it, and by what tells rows apart: a pipeline that is made anew may do so by other columns.
 *
 * @param name in schema {@code weir}
 * @param former names that it may have had in versions before, whose rows it takes over
 * @param columns the keys, and the sequence
 */
record Deletions(String name, Collection<String> former, Collection<String> columns) {

    private static final String MAIN = "main.";

    /** Of versions of keys, which are those of all who write to the table. */
    static Deletions of(String table, List<String> keys, String sequence) {
        String from = simplest(table);
        String rest = rest(keys, sequence);
        List<String> former = from.indexOf('.') < 0 ? List.of("deletions/" + MAIN + from + rest) : List.of();
        return new Deletions("deletions/" + from + rest, former, columns(keys, sequence));
    }

    /** Of rows that one pipeline writes. */
    static Deletions of(String pipeline, String table, List<String> keys, String sequence) {
        String rest = rest(keys, sequence);
        return new Deletions(
                "deleted from " + simplest(table) + " by " + distinct(pipeline) + rest,
                List.of("deleted/" + pipeline + rest),
                columns(keys, sequence));
    }

    private static String rest(List<String> keys, String sequence) {
        return "/" + String.join("/", keys) + "/" + sequence;
    }

    private static List<String> columns(List<String> keys, String sequence) {
        List<String> columns = new ArrayList<>(keys);
        columns.add(sequence);
        return columns.stream().distinct().toList();
    }

    /** A table's name that is the same with its schema and without. */
    private static String simplest(String table) {
        String key = WarehouseTable.key(table);
        return key.startsWith(MAIN) ? key.substring(MAIN.length()) : key;
    }

    /** Names of pipelines are told apart by their case, and DuckDB's are not. */
    private static String distinct(String pipeline) {
        return pipeline.replaceAll("\\p{Lu}", "^$0");
    }

    /** For statements. */
    String qualified() {
        return "weir." + Sql.name(name);
    }

    /** Has it be there, with the types that records have; part of the caller's transaction, which has the other table to itself. */
    void require(Statement statement) throws SQLException {
        String names = Sql.names(columns);
        statement.execute("create table if not exists " + qualified() + " as select " + names + " from "
                + KeyedRecords.TABLE + " where false");
        for (String before : present(statement)) {
            String moved = "weir." + Sql.name(before);
            statement.execute("insert into " + qualified() + " select " + names + " from " + moved);
            statement.execute("drop table " + moved);
        }
    }

    private List<String> present(Statement statement) throws SQLException {
        if (former.isEmpty()) {
            return List.of();
        }
        List<String> present = new ArrayList<>();
        String names = former.stream().map(Sql::text).collect(Collectors.joining("), lower(", "(lower(", "))"));
        try (ResultSet rows = statement.executeQuery("select table_name from duckdb_tables() where database_name ="
                + " current_database() and schema_name = 'weir' and lower(table_name) in " + names)) {
            while (rows.next()) {
                present.add(rows.getString(1));
            }
        }
        return present;
    }

    /** Adds those of the records that count for which a condition holds. */
    void add(Statement statement, String condition) throws SQLException {
        String names = Sql.names(columns);
        statement.execute("insert into " + qualified() + " select " + names + " from " + KeyedRecords.TABLE + " where "
                + condition);
    }
}
