package io.weir.ingest.warehouse;

import io.weir.ingest.decode.Decoder;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.decode.ValueType;
import io.weir.ingest.sink.UnwritableTableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A table of a warehouse, seen through one connection. */
final class WarehouseTable {

    /** The schema of who names none. */
    private static final String MAIN = "main";

    private final Connection connection;
    private final String name;

    /** @param name with or without its schema, as in {@code sales.orders} */
    WarehouseTable(Connection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

    /** Its columns but those whose values it makes itself; none if it is not there. */
    StructType columns() throws SQLException {
        Map<String, ValueType> columns = new LinkedHashMap<>();
        Set<String> expressed = new LinkedHashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        described("column_name, data_type, column_default is not null", "true"))) {
            while (rows.next()) {
                columns.put(rows.getString(1), TypeNames.parse(rows.getString(2)));
                if (rows.getBoolean(3)) {
                    expressed.add(rows.getString(1));
                }
            }
        }
        columns.keySet().removeAll(generated(expressed));
        return new StructType(columns);
    }

    /** Its columns in order with the names of their types. */
    Map<String, String> columnTypes() throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(described("column_name, data_type", "true"))) {
            while (rows.next()) {
                columns.put(rows.getString(1), rows.getString(2));
            }
        }
        return columns;
    }

    /** Those whose values it makes of others, among those that have an expression. */
    private Set<String> generated(Set<String> expressed) throws SQLException {
        return new GeneratedColumns(connection, catalogued("sql", "duckdb_tables"), quoted()).among(expressed);
    }

    private Set<String> generated() throws SQLException {
        return generated(names("column_default is not null"));
    }

    /** Those that take no null, and have no value of their own for who leaves them out. */
    Set<String> notNull() throws SQLException {
        return names("not is_nullable and column_default is null");
    }

    /**
     * Those whose types DuckDB changes: none of a table that has an index or generated columns or that others refer to, and none that a
     * constraint but NOT NULL is about.
     */
    Set<String> alterable() throws SQLException {
        if (!generated().isEmpty()) {
            return Set.of();
        }
        return names("not exists (" + catalogued("1", "duckdb_indexes") + ") and not exists ("
                + referring("1", "duckdb_constraints") + ") and not exists ("
                + catalogued("1", "duckdb_constraints")
                + " and constraint_type <> 'NOT NULL' and list_contains(constraint_column_names, column_name))");
    }

    private Set<String> names(String condition) throws SQLException {
        Set<String> names = new LinkedHashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(described("column_name", condition))) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private String described(String columns, String condition) {
        return catalogued(columns, "duckdb_columns") + " and " + condition + " order by column_index";
    }

    /**
     * A query for what one of DuckDB's functions says of the table, to which conditions may be added.
     *
     * @param columns of the function's rows
     */
    String catalogued(String columns, String function) {
        return catalogued(columns, function, "table_name");
    }

    /** The same for what it says of tables beside it that refer to the table. */
    String referring(String columns, String function) {
        return catalogued(columns, function, "referenced_table");
    }

    private String catalogued(String columns, String function, String table) {
        return "select " + columns + " from " + function + "() where database_name = current_database()"
                // DuckDB does not tell names apart by their case.
                + " and lower(schema_name) = lower(" + Sql.text(schema().orElse(MAIN))
                + ") and lower(" + table + ") = lower(" + Sql.text(simpleName()) + ")";
    }

    private Optional<String> schema() {
        int dot = name.indexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(name.substring(0, dot));
    }

    private String simpleName() {
        return name.substring(name.indexOf('.') + 1);
    }

    /** What is the same for all names of one table. */
    static String key(String name) {
        return (name.indexOf('.') < 0 ? MAIN + "." + name : name).toLowerCase(Locale.ROOT);
    }

    /** Its name without its schema, as its own expressions may call it. */
    String alias() {
        return Sql.name(simpleName());
    }

    /** The table for a statement, by that name. */
    String named() throws SQLException {
        return quoted() + " as " + alias();
    }

    /** Whether it is in the schema of another table, and has this name there. */
    boolean isBeside(WarehouseTable other, String called) {
        return simpleName().equalsIgnoreCase(called)
                && schema().orElse(MAIN).equalsIgnoreCase(other.schema().orElse(MAIN));
    }

    /** The name in statements of another table of its schema, which somebody else made and may have dots in its name. */
    String qualifiedBeside(String other) throws SQLException {
        return schema().isEmpty()
                ? Sql.name(other)
                : Sql.name(connection.getCatalog()) + "." + Sql.name(schema().get()) + "." + Sql.name(other);
    }

    /** Gives the table what it lacks for a batch; makes it if it is not there. */
    void require(RowWriter writer, StructType batch) throws SQLException {
        StructType present = columns();
        require(present, writer.wanted(present, batch), writer instanceof RecordRows);
    }

    /** Gives the table what it lacks of these columns; makes it if it is not there. */
    void require(StructType wanted) throws SQLException {
        require(columns(), wanted, false);
    }

    /** What others gave a column beside what is wanted stays: a batch may have been decoded before they did. */
    private void require(StructType present, StructType wanted, boolean widening) throws SQLException {
        if (present.equals(wanted)) {
            return;
        }
        if (present.fields().isEmpty()) {
            create(wanted);
            return;
        }
        for (Map.Entry<String, ValueType> column : wanted.fields().entrySet()) {
            ValueType known = present.fields().get(column.getKey());
            if (known == null) {
                requireOwn(column.getKey());
                execute("alter table " + quoted() + " add column " + definition(column));
                continue;
            }
            ValueType grown = known.evolve(column.getValue());
            ValueType enough = widening ? grown.widen(column.getValue()) : grown;
            if (!enough.equals(known)) {
                change(column.getKey(), enough);
            }
        }
    }

    /** DuckDB rewrites the column. What ends that would end it each time. */
    private void change(String column, ValueType type) throws SQLException {
        try {
            execute("alter table " + quoted() + " alter column " + Sql.name(column) + " set data type " + type.sql());
        } catch (SQLException failed) {
            if (Decoder.disappoints(failed)) {
                throw new UnwritableTableException(
                        "table " + name + " has a value in column " + column + " that a " + type.sql() + " cannot be ("
                                + failed.getMessage() + "); declare the column as it is, or make the table anew without"
                                + " that value, and start the pipeline again",
                        failed);
            }
            if (StatementTimeout.ended(failed)) {
                throw new UnwritableTableException(
                        "table " + name + ": to make column " + column + " " + type.sql() + " took longer than "
                                + StatementTimeout.SETTING + ", and was ended; make that time longer, or do it"
                                + " yourself (ALTER TABLE ... ALTER COLUMN ... SET DATA TYPE " + type.sql()
                                + "), and start the pipeline again",
                        failed);
            }
            throw failed;
        }
    }

    /** A column that it makes itself is not there for those who write. */
    private void requireOwn(String column) throws SQLException {
        if (generated().stream().anyMatch(column::equalsIgnoreCase)) {
            throw new UnwritableTableException("table " + name + " makes its column " + column
                    + " itself, and records have a value for it: leave that out by a transform, or name another table");
        }
    }

    private void create(StructType wanted) throws SQLException {
        if (schema().isPresent()) {
            execute("create schema if not exists " + Sql.name(connection.getCatalog()) + "."
                    + Sql.name(schema().get()));
        }
        StringBuilder columns = new StringBuilder();
        for (Map.Entry<String, ValueType> column : wanted.fields().entrySet()) {
            columns.append(columns.isEmpty() ? "" : ", ").append(definition(column));
        }
        execute("create table " + quoted() + " (" + columns + ")");
    }

    private static String definition(Map.Entry<String, ValueType> column) {
        return Sql.name(column.getKey()) + " " + column.getValue().sql();
    }

    private String quoted() throws SQLException {
        return qualified(connection, name);
    }

    /**
     * The name of a table in statements. With the database where there is a schema: to DuckDB {@code sales.orders} is ambiguous in
     * {@code sales.duckdb}, and {@code temp.orders} a table that is gone with its connection.
     */
    static String qualified(Connection connection, String name) throws SQLException {
        return name.indexOf('.') < 0 ? Sql.name(name) : Sql.name(connection.getCatalog()) + "." + Sql.qualified(name);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
