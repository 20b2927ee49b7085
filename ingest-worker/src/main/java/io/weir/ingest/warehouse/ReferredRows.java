package io.weir.ingest.warehouse;

import io.weir.ingest.decode.DecodedBatch;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rows of a table that rows of others refer to by a {@code FOREIGN KEY}. DuckDB does not let go of one, not even for a moment,
 * but lets its other columns be set, unless one of them is a list or has an index of its own.
 *
 * @param isReferred condition for a row of the table, by the name {@value #KNOWN}
 * @param referring the tables whose rows may refer to one
 * @param records what is to take the place of rows
 * @param places columns that say which row's place a record takes, each with that of the table which has the same value
 * @param kept columns of the table that are not set: they have the right value, or get it otherwise
 */
record ReferredRows(
        Connection connection,
        String table,
        String isReferred,
        Collection<String> referring,
        KeyedRecords records,
        Map<String, String> places,
        Collection<String> kept) {

    /** What statements call a row of the table. */
    static final String KNOWN = "known";

    /** Ordinals of the records for whose keys there is such a row. */
    private static final String STAYING = "weir_staying";

    private static final String ORDINAL = KeyedRecords.ORDINAL;
    private static final String DELETES = KeyedRecords.DELETES;

    /** Types of which DuckDB sets no value in place. */
    private static final Pattern LISTS = Pattern.compile("\\[|MAP\\(|UNION\\(");

    /** Condition for a record whose row is updated where it is, and not written anew. */
    static final String STAYS = ORDINAL + " in (from " + STAYING + ")";

    /** Asks the catalogue only; there are none where no table may refer to the table. */
    static Optional<ReferredRows> of(
            Connection connection,
            String table,
            KeyedRecords records,
            Map<String, String> places,
            Collection<String> kept)
            throws SQLException {
        WarehouseTable referred = new WarehouseTable(connection, table);
        List<String> conditions = new ArrayList<>();
        Set<String> referring = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(referred.referring(
                        "table_name, constraint_column_names, referenced_column_names", "duckdb_constraints"))) {
            while (rows.next()) {
                referring.add(rows.getString(1));
                conditions.add("exists (select 1 from " + referred.qualifiedBeside(rows.getString(1))
                        + " as weir_referrer where " + pairs(names(rows, 2), names(rows, 3)) + ")");
            }
        }
        return conditions.isEmpty()
                ? Optional.empty()
                : Optional.of(new ReferredRows(
                        connection, table, String.join(" or ", conditions), referring, records, places, kept));
    }

    private static List<String> names(ResultSet row, int column) throws SQLException {
        return Stream.of((Object[]) row.getArray(column).getArray())
                .map(String::valueOf)
                .toList();
    }

    private static String pairs(List<String> names, List<String> referred) {
        return IntStream.range(0, names.size())
                .mapToObj(index -> "weir_referrer." + Sql.name(names.get(index)) + " = " + KNOWN + "."
                        + Sql.name(referred.get(index)))
                .collect(Collectors.joining(" and "));
    }

    /**
     * Finds the records by which {@link #STAYS} holds from then on.
     *
     * @param deleting whether it does for those that delete, too
     */
    void find(boolean deleting) throws SQLException {
        execute("create or replace temp table " + STAYING + " as select latest." + ORDINAL + " from " + latest()
                + (deleting ? "" : " and not latest." + DELETES));
    }

    private String latest() throws SQLException {
        return KeyedRecords.TABLE + " as latest, " + qualified() + " as " + KNOWN + " where " + isInPlace() + " and ("
                + isReferred + ")";
    }

    /** Whether a record that counts takes the place of a row of the table. */
    private String isInPlace() {
        return places.entrySet().stream()
                .map(place -> KNOWN + "." + Sql.name(place.getValue()) + " = latest." + Sql.name(place.getKey()))
                .collect(Collectors.joining(" and "));
    }

    private String isSamePlace(String one, String other) {
        return places.keySet().stream()
                .map(Sql::name)
                .map(column -> one + "." + column + " = " + other + "." + column)
                .collect(Collectors.joining(" and "));
    }

    /**
     * The records that the table does not take for that: where the last record of a place deletes all that do, since each is the last one
     * without those that follow; and all that set a column which DuckDB sets in rows that are written anew only.
     */
    List<RefusedRecord> held(DecodedBatch batch) throws SQLException {
        String rows = " of a row that rows of " + String.join(", ", referring) + " refer to";
        Optional<String> unset = settingAnew();
        List<RefusedRecord> held = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select record." + ORDINAL + ", record." + DELETES
                        + " from (select latest.* from " + latest()
                        + (unset.isPresent() ? "" : " and latest." + DELETES)
                        + ") as newest, (select " + Sql.names(places.keySet()) + ", " + ORDINAL + ", "
                        + records.deletes(batch) + " as " + DELETES + " from " + batch.relation() + ") as record where "
                        + isSamePlace("newest", "record") + " and record." + DELETES + " = newest." + DELETES)) {
            while (found.next()) {
                String why = found.getBoolean(2)
                        ? "deletes" + rows.substring(3)
                        : "takes the place" + rows + ", and DuckDB cannot set column " + unset.orElseThrow()
                                + " of such a row";
                held.add(new RefusedRecord(found.getInt(1), why));
            }
        }
        return held;
    }

    /**
     * A column that makes DuckDB write a row anew: one in an index of any kind, or of a type that has lists in it, or one that a
     * {@code CHECK} has together with one of an index, which DuckDB sets, too, then.
     */
    private Optional<String> settingAnew() throws SQLException {
        WarehouseTable asked = new WarehouseTable(connection, table);
        List<String> indexed = indexed(asked).stream().flatMap(List::stream).toList();
        List<List<String>> checks = lists(
                asked.catalogued("constraint_column_names", "duckdb_constraints") + " and constraint_type = 'CHECK'");
        return asked.columnTypes().entrySet().stream()
                .filter(column -> named(column.getKey(), kept).isEmpty())
                .filter(column -> LISTS.matcher(column.getValue()).find()
                        || isIndexed(column.getKey(), indexed)
                        || checks.stream()
                                .anyMatch(check -> named(column.getKey(), check).isPresent()
                                        && check.stream().anyMatch(other -> isIndexed(other, indexed))))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private List<List<String>> indexed(WarehouseTable asked) throws SQLException {
        return lists(asked.catalogued("constraint_column_names", "duckdb_constraints")
                + " and constraint_type not in ('NOT NULL', 'CHECK') union all "
                + asked.catalogued("expressions::varchar[]", "duckdb_indexes"));
    }

    private List<List<String>> lists(String query) throws SQLException {
        List<List<String>> lists = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                lists.add(names(rows, 1));
            }
        }
        return lists;
    }

    private static boolean isIndexed(String column, List<String> indexed) {
        return indexed.stream().anyMatch(expression -> names(expression, column));
    }

    /** Whether an index of an expression has the column in it. */
    private static boolean names(String expression, String column) {
        return Pattern.compile("(?<!\\w)" + Pattern.quote(column) + "(?!\\w)", Pattern.CASE_INSENSITIVE)
                .matcher(expression)
                .find();
    }

    /** Gives them what their records have, and in all other columns what the table puts there. */
    void update(DecodedBatch batch) throws SQLException {
        Collection<String> given = batch.columns().fields().keySet();
        String values = new WarehouseTable(connection, table)
                .columnTypes().keySet().stream()
                        .filter(column -> named(column, kept).isEmpty())
                        .map(column -> Sql.name(column) + " = "
                                + named(column, given)
                                        .map(name -> "latest." + Sql.name(name))
                                        .orElse("default"))
                        .collect(Collectors.joining(", "));
        if (!values.isEmpty()) {
            execute("update " + qualified() + " as " + KNOWN + " set " + values + " from (from " + batch.relation()
                    + " where " + STAYS + ") as latest where " + isInPlace());
        }
    }

    private static Optional<String> named(String column, Collection<String> names) {
        return names.stream().filter(column::equalsIgnoreCase).findFirst();
    }

    private String qualified() throws SQLException {
        return WarehouseTable.qualified(connection, table);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
