package io.weir.ingest.warehouse;

import io.weir.ingest.decode.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a table says of its rows, as DuckDB tells it.
 *
 * @param columns what rows have in each column: a value of theirs, or the table's own
 * @param rules what each row must be by itself, or with another table
 * @param checks conditions of the table's own that each row must be worked out for
 * @param keys what no two rows may have in common
 */
record TableConstraints(Map<String, String> columns, List<Rule> rules, List<Rule> checks, List<Key> keys) {

    /**
     * Something that a row must be.
     *
     * @param broken condition that holds for a row that is not
     */
    record Rule(String broken, String reason) {}

    /** Expressions that no two rows have the same values for, if none of them is null. */
    record Key(List<String> expressions, String reason) {}

    /**
     * @param written columns that rows have values for
     * @param due columns that rows are to have values for, those that they leave to the table among them
     * @param together tables that get rows of the same batch, this one among them
     */
    static TableConstraints of(
            Connection connection,
            String table,
            Collection<String> written,
            Collection<String> due,
            Collection<GrowingTable> together)
            throws SQLException {
        Reading reading = new Reading(connection, table, written, due, together);
        try (Statement statement = connection.createStatement()) {
            reading.columns(statement);
            reading.constraints(statement);
            reading.indexes(statement);
        }
        return new TableConstraints(reading.columns, reading.rules, reading.checks, reading.keys);
    }

    /** Takes in what the catalogue says. */
    private static final class Reading {
        private final Connection connection;
        private final WarehouseTable table;
        private final Collection<String> written;
        private final Collection<String> due;
        private final Collection<GrowingTable> together;
        private final Map<String, String> columns = new LinkedHashMap<>();
        private final List<Rule> rules = new ArrayList<>();
        private final List<Rule> checks = new ArrayList<>();
        private final List<Key> keys = new ArrayList<>();

        Reading(
                Connection connection,
                String table,
                Collection<String> written,
                Collection<String> due,
                Collection<GrowingTable> together) {
            this.connection = connection;
            this.table = new WarehouseTable(connection, table);
            this.written = written;
            this.due = due;
            this.together = together;
        }

        void columns(Statement statement) throws SQLException {
            try (ResultSet rows = statement.executeQuery(
                    table.catalogued("column_name, data_type, column_default", "duckdb_columns"))) {
                while (rows.next()) {
                    String column = rows.getString(1);
                    String own = rows.getString(3);
                    String value = isAmong(written, column) ? Sql.name(column) : own == null ? "null" : "(" + own + ")";
                    columns.put(column, "cast(" + value + " as " + rows.getString(2) + ")");
                }
            }
        }

        private static boolean isAmong(Collection<String> columns, String column) {
            return columns.stream().anyMatch(column::equalsIgnoreCase);
        }

        void constraints(Statement statement) throws SQLException {
            try (ResultSet rows = statement.executeQuery(table.catalogued(
                    "constraint_type, constraint_text, expression, constraint_column_names, referenced_table,"
                            + " referenced_column_names",
                    "duckdb_constraints"))) {
                while (rows.next()) {
                    add(rows, rows.getString(2), names(rows, 4));
                }
            }
        }

        private void add(ResultSet row, String text, List<String> names) throws SQLException {
            switch (row.getString(1)) {
                case "NOT NULL" -> addNotNull(names.get(0));
                case "CHECK" ->
                    // What is neither true nor false is taken, and what cannot be worked out is not.
                    checks.add(new Rule(
                            "not coalesce(try(coalesce((" + row.getString(3) + ")::boolean, true)), false)",
                            "breaks " + text + " of the table"));
                case "FOREIGN KEY" -> addForeign(text, names, row.getString(5), names(row, 6));
                // PRIMARY KEY and UNIQUE; what later versions may call otherwise has no columns of its own to compare.
                default -> addKey(names.stream().map(Sql::name).toList(), text);
            }
        }

        /** What no row is to have a value for is not for a row to say. */
        private void addNotNull(String column) {
            if (isAmong(due, column)) {
                rules.add(new Rule(Sql.name(column) + " is null", "the table takes no null in column " + column));
            }
        }

        /**
         * What a row refers to is there already, or comes before it with the same batch. The table looks for it as the row comes: what comes
         * in the same statement, or to a table that gets its rows later, is not there by then.
         */
        private void addForeign(String text, List<String> names, String other, List<String> others)
                throws SQLException {
            StringBuilder broken = new StringBuilder(
                    names.stream().map(name -> Sql.name(name) + " is not null").collect(Collectors.joining(" and ")));
            broken.append(isNotIn(table.qualifiedBeside(other), names, others));
            String reason = "breaks " + (text.isEmpty() ? foreignKey(names, other, others) : text) + " of the table";
            for (GrowingTable growing : together) {
                if (new WarehouseTable(connection, growing.name()).isBeside(table, other)) {
                    if (growing.fresh() == null) {
                        reason += ", which does not have yet what comes with the same batch";
                        continue;
                    }
                    String fresh = growing.relation(others);
                    if (fresh == null) {
                        // Rows that it has just got have values of the table's own there, of which this cannot tell.
                        return;
                    }
                    broken.append(isNotIn(fresh, names, others));
                }
            }
            rules.add(new Rule(broken.toString(), reason));
        }

        /** DuckDB has no text for one that refers to its own table. */
        private static String foreignKey(List<String> names, String other, List<String> others) {
            return "FOREIGN KEY (" + String.join(", ", names) + ") REFERENCES " + other + "("
                    + String.join(", ", others) + ")";
        }

        private String isNotIn(String rows, List<String> names, List<String> others) {
            return " and not exists (select 1 from " + rows + " as weir_other where " + pairs(names, others) + ")";
        }

        private String pairs(List<String> names, List<String> others) {
            List<String> same = new ArrayList<>();
            for (int index = 0; index < names.size(); index++) {
                same.add("weir_other." + Sql.name(others.get(index)) + " = " + table.alias() + "."
                        + Sql.name(names.get(index)));
            }
            return String.join(" and ", same);
        }

        private void addKey(List<String> expressions, String text) {
            if (!expressions.isEmpty()) {
                keys.add(new Key(expressions, "the table has a row of the same " + text + " already"));
            }
        }

        void indexes(Statement statement) throws SQLException {
            try (ResultSet rows = statement.executeQuery(
                    table.catalogued("index_name, expressions::varchar[]", "duckdb_indexes") + " and is_unique")) {
                while (rows.next()) {
                    addKey(names(rows, 2), "unique index " + rows.getString(1));
                }
            }
        }

        private static List<String> names(ResultSet row, int column) throws SQLException {
            return Stream.of((Object[]) row.getArray(column).getArray())
                    .map(String::valueOf)
                    .toList();
        }
    }
}
