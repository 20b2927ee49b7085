package io.weir.ingest.warehouse;

import io.weir.ingest.decode.RefusedRecord;
import io.weir.ingest.decode.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds the records that a table refuses, by what the table says of its rows. It is asked of all records at once, in three queries
 * however many they are; the last one reads the columns of the table's keys.
 *
 * @param name of the table without its schema, as its own expressions may call it
 * @param table for a statement, by that name
 * @param before what stands before each reason
 * @param rows that the table is to get; what they replace is gone from it already
 */
record TableRefusals(
        Connection connection, String name, String table, String before, NewRows rows, TableConstraints constraints) {

    private static final String ORDINAL = "weir_place";

    /**
     * Looks at a table on which the rows of a batch were prepared; within the same transaction.
     *
     * @param together tables that get rows of the batch, this one among them
     * @param due columns that rows are to have values for; of those that these leave to the table, it must have one
     */
    static TableRefusals of(
            Connection connection,
            String table,
            Collection<GrowingTable> together,
            String before,
            NewRows rows,
            Collection<String> due)
            throws SQLException {
        WarehouseTable asked = new WarehouseTable(connection, table);
        return new TableRefusals(
                connection,
                asked.alias(),
                asked.named(),
                before,
                rows,
                TableConstraints.of(connection, table, rows.columns(), due, together));
    }

    /** Those that are to go before it can be told whether others are: without them, some of which nothing is said may be refused, too. */
    List<RefusedRecord> first() throws SQLException {
        List<RefusedRecord> first = once(broken());
        return first.isEmpty() ? repeated() : first;
    }

    /** The records whose rows are not what each row must be; a record may be there twice, the first reason first. */
    List<RefusedRecord> broken() throws SQLException {
        List<RefusedRecord> broken = new ArrayList<>(broken(constraints.rules()));
        if (!constraints.checks().isEmpty()) {
            broken.addAll(failing());
        }
        return broken;
    }

    /** DuckDB's optimizer moves casts out of TRY, where the same one stands in several places. */
    private List<RefusedRecord> failing() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma disable_optimizer");
            try {
                return broken(constraints.checks());
            } finally {
                statement.execute("pragma enable_optimizer");
            }
        }
    }

    private List<RefusedRecord> broken(List<TableConstraints.Rule> rules) throws SQLException {
        return rules.isEmpty()
                ? List.of()
                : found(
                        "select " + ORDINAL + ", "
                                + first(rules.size(), rule -> rules.get(rule).broken()) + " from "
                                + offered(rows.each()),
                        rule -> rules.get(rule).reason());
    }

    /** The records whose rows the table would not take if each of them were the only one, each once. */
    List<RefusedRecord> byThemselves() throws SQLException {
        List<RefusedRecord> found = new ArrayList<>(broken());
        List<TableConstraints.Key> keys = constraints.keys();
        if (!keys.isEmpty()) {
            String judged = "select " + ORDINAL + ", "
                    + each(
                            keys.size(),
                            key -> whole(key) + " as whole_" + key + ", " + isThere(key) + " as there_" + key)
                    + " from (" + compared() + ") as weir_offered";
            found.addAll(found(
                    "select " + ORDINAL + ", " + first(keys.size(), key -> "whole_" + key + " and there_" + key)
                            + " from (" + judged + ")",
                    key -> keys.get(key).reason()));
        }
        return once(found);
    }

    /** The first reason for each record. */
    private static List<RefusedRecord> once(List<RefusedRecord> found) {
        Map<Integer, RefusedRecord> once = new TreeMap<>();
        found.forEach(record -> once.putIfAbsent(record.ordinal(), record));
        return List.copyOf(once.values());
    }

    /**
     * The records whose rows have a key in common with a row of the table, or with an earlier row of the batch that the table takes.
     * Of rows that have different keys in common with different rows, those that hang on others may be told by the next look only.
     */
    List<RefusedRecord> repeated() throws SQLException {
        List<TableConstraints.Key> keys = constraints.keys();
        if (keys.isEmpty()) {
            return List.of();
        }
        String judged = "select *, " + each(keys.size(), this::judged) + " from (" + compared() + ") as weir_offered";
        String taken = "select *, "
                + all(keys.size(), key -> "(not whole_" + key + " or (nth_" + key + " = 1 and not there_" + key + "))")
                + " as taken from (" + judged + ")";
        return found(
                "select " + ORDINAL + ", " + first(keys.size(), this::clashes) + " from (" + taken + ")",
                key -> keys.get(key).reason());
    }

    /** What of the rows is to be compared. */
    private String compared() {
        List<TableConstraints.Key> keys = constraints.keys();
        return "select " + ORDINAL + ", " + each(keys.size(), key -> values(key, keys.get(key))) + " from "
                + offered(rows.relation());
    }

    /** Rows that the table gets, which stay as they are though others are prepared. */
    NewRows copied(String name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create or replace temp table " + name + " as select " + Sql.names(rows.columns())
                    + " from " + rows.relation());
        }
        return NewRows.of(rows.columns(), name);
    }

    /** The rows as the table would have them, by its name, as its expressions may call it. */
    private String offered(String relation) {
        return "(select " + KeyedRecords.ORDINAL + " as " + ORDINAL + ", "
                + constraints.columns().entrySet().stream()
                        .map(column -> column.getValue() + " as " + Sql.name(column.getKey()))
                        .collect(Collectors.joining(", "))
                + " from " + relation + ") as " + name;
    }

    private static String values(int key, TableConstraints.Key compared) {
        return each(
                compared.expressions().size(),
                part -> "(" + compared.expressions().get(part) + ") as " + value(key, part));
    }

    private static String value(int key, int part) {
        return "weir_key_" + key + "_" + part;
    }

    private String judged(int key) {
        return whole(key) + " as whole_" + key + ", row_number() over (" + partition(key) + ") as nth_" + key + ", "
                + isThere(key) + " as there_" + key;
    }

    private String whole(int key) {
        int parts = constraints.keys().get(key).expressions().size();
        return "(" + all(parts, part -> value(key, part) + " is not null") + ")";
    }

    /** Whether the table has a row with the same values of a key. */
    private String isThere(int key) {
        List<String> expressions = constraints.keys().get(key).expressions();
        String same =
                all(expressions.size(), part -> "(" + expressions.get(part) + ") = weir_offered." + value(key, part));
        return "exists (select 1 from " + table + " where " + same + ")";
    }

    private String partition(int key) {
        return "partition by "
                + each(constraints.keys().get(key).expressions().size(), part -> value(key, part)) + " order by "
                + ORDINAL;
    }

    private String clashes(int key) {
        return "whole_" + key + " and (there_" + key + " or (nth_" + key + " > 1 and first_value(taken) over ("
                + partition(key) + ")))";
    }

    private static String each(int size, IntFunction<String> part) {
        return IntStream.range(0, size).mapToObj(part).collect(Collectors.joining(", "));
    }

    private static String all(int size, IntFunction<String> condition) {
        return IntStream.range(0, size).mapToObj(condition).collect(Collectors.joining(" and "));
    }

    /** The number of the first condition that holds, as a column. */
    private static String first(int size, IntFunction<String> condition) {
        return IntStream.range(0, size)
                .mapToObj(index -> " when " + condition.apply(index) + " then " + index)
                .collect(Collectors.joining("", "case", " end as weir_why"));
    }

    private List<RefusedRecord> found(String query, IntFunction<String> reason) throws SQLException {
        List<RefusedRecord> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet refused = statement.executeQuery(
                        "select " + ORDINAL + ", weir_why from (" + query + ") where weir_why is not null")) {
            while (refused.next()) {
                found.add(new RefusedRecord(refused.getInt(1), before + reason.apply(refused.getInt(2))));
            }
        }
        return found;
    }
}
