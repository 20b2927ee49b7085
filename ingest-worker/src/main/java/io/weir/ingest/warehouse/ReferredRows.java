package io.weir.ingest.warehouse;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rows of a table that rows of others refer to by a {@code FOREIGN KEY}. DuckDB does not let go of one, not even for a moment,
 * but lets its other columns be set, unless one of them is a list or has an index of its own.
 *
 * @param isReferred condition for a row of the table, by the name {@value #KNOWN}
 * @param records what is to take the place of rows
 */
record ReferredRows(Connection connection, String table, String isReferred, KeyedRecords records) {

    /** What statements call a row of the table. */
    static final String KNOWN = "known";

    /** Ordinals of the records for whose keys there is such a row. */
    private static final String STAYING = "weir_staying";

    private static final String ORDINAL = KeyedRecords.ORDINAL;

    /** Condition for a record whose row is updated where it is, and not written anew. */
    static final String STAYS = ORDINAL + " in (from " + STAYING + ")";

    /** Asks the catalogue only; there are none where no table may refer to the table. */
    static Optional<ReferredRows> of(Connection connection, String table, KeyedRecords records) throws SQLException {
        WarehouseTable referred = new WarehouseTable(connection, table);
        List<String> conditions = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(referred.referring(
                        "table_name, constraint_column_names, referenced_column_names", "duckdb_constraints"))) {
            while (rows.next()) {
                conditions.add("exists (select 1 from " + referred.qualifiedBeside(rows.getString(1))
                        + " as weir_referrer where " + pairs(names(rows, 2), names(rows, 3)) + ")");
            }
        }
        return conditions.isEmpty()
                ? Optional.empty()
                : Optional.of(new ReferredRows(connection, table, String.join(" or ", conditions), records));
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

    /** Finds those of the records that do not delete, by which {@link #STAYS} holds from then on. */
    void find() throws SQLException {
        execute("create or replace temp table " + STAYING + " as select latest." + ORDINAL + " from "
                + KeyedRecords.TABLE + " as latest, " + qualified() + " as " + KNOWN + " where "
                + records.sameKey(KNOWN, "latest") + " and not latest." + KeyedRecords.DELETES + " and (" + isReferred
                + ")");
    }

    /** Gives them what their records have, and in all other columns what the table puts there. */
    void update(DecodedBatch batch) throws SQLException {
        Collection<String> given = batch.columns().fields().keySet();
        String values = new WarehouseTable(connection, table)
                .columnTypes().keySet().stream()
                        .filter(column -> named(column, records.keys()).isEmpty())
                        .map(column -> Sql.name(column) + " = "
                                + named(column, given)
                                        .map(name -> "latest." + Sql.name(name))
                                        .orElse("default"))
                        .collect(Collectors.joining(", "));
        if (!values.isEmpty()) {
            execute("update " + qualified() + " as " + KNOWN + " set " + values + " from (from " + batch.relation()
                    + " where " + STAYS + ") as latest where " + records.sameKey(KNOWN, "latest"));
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
