package io.weir.ingest.deltasink;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.MiscountException;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.decode.ValueType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rows for a table.
 *
 * @param columns of the relation; the table gets those that it lacks
 * @param relation of the connection on which they were decoded
 * @param count how many there must be
 */
record NewRows(StructType columns, String relation, long count) {

    private static final ValueType DECIMAL = TypeNames.parse("DECIMAL(38,0)");

    static NewRows of(DecodedBatch batch) {
        return new NewRows(batch.columns(), batch.relation(), batch.rows());
    }

    /** Rows of any types: whole numbers of 128 bits become decimals, as which Delta has them. */
    static NewRows converted(StructType columns, String relation, long count) {
        StructType stored = stored(columns);
        String values = stored.fields().entrySet().stream()
                .map(column ->
                        Sql.name(column.getKey()) + "::" + column.getValue().sql() + " as " + Sql.name(column.getKey()))
                .collect(Collectors.joining(", "));
        return stored.equals(columns)
                ? new NewRows(columns, relation, count)
                : new NewRows(stored, "(select " + values + " from " + relation + ")", count);
    }

    /** The columns of rows once they are converted. */
    static StructType stored(StructType columns) {
        Map<String, ValueType> stored = new LinkedHashMap<>();
        columns.fields().forEach((name, type) -> stored.put(name, type.sql().equals("HUGEINT") ? DECIMAL : type));
        return new StructType(stored);
    }

    /**
     * What records were rejected for before, where rows are made of several records or were brought to another table before:
     * the last look at rows before they are stored.
     *
     * @param notNull columns that the table takes no null for; none costs nothing
     * @throws DeltaException if a row has one, or none of them has such a column
     */
    void requireValues(Connection connection, Set<String> notNull, String table) throws SQLException {
        if (count == 0 || notNull.isEmpty()) {
            return;
        }
        for (String column : notNull) {
            if (!columns.fields().containsKey(column) || hasNull(connection, column)) {
                throw DeltaException.lasting("table " + table + " takes no null in column " + column
                        + ", and a row has one: have the transform give it a value");
            }
        }
    }

    private boolean hasNull(Connection connection, String column) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "select exists (from " + relation + " where " + Sql.name(column) + " is null)")) {
            found.next();
            return found.getBoolean(1);
        }
    }

    void requireAll(long found) throws MiscountException {
        MiscountException.requireAll(count, found);
    }
}
