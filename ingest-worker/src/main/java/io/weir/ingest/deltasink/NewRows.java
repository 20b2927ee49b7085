package io.weir.ingest.deltasink;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.MiscountException;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.decode.ValueType;
import java.util.LinkedHashMap;
import java.util.Map;
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

    void requireAll(long found) throws MiscountException {
        MiscountException.requireAll(count, found);
    }
}
