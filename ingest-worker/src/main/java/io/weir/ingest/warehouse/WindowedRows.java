package io.weir.ingest.warehouse;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.decode.ValueType;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.transform.Horizon;
import io.weir.ingest.transform.Windows;
import io.weir.support.problem.ProblemException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One row for each window and group, written once the window is known to have ended. Until then the records that are in it are
 * kept beside the table.
 *
 * @param horizon where the time of a record is
 * @param output columns of what is written
 */
public record WindowedRows(Owner owner, Horizon horizon, Windows windows, StructType output) implements RowWriter {

    /** Column of records that are kept: the generation of who kept them. */
    static final String GENERATION = "__weir_generation";

    @Override
    public StructType recordColumns(StructType table) {
        return StructType.EMPTY;
    }

    @Override
    public StructType wanted(StructType present, StructType batch) {
        output.fields().forEach((name, type) -> {
            ValueType known = present.fields().getOrDefault(name, type);
            if (!known.equals(type)) {
                throw new ProblemException(
                        IngestProblem.PIPELINE_INVALID,
                        "the window makes " + name + " " + type.sql() + ", but the table has one that is "
                                + known.sql());
            }
        });
        return output;
    }

    @Override
    public void write(Connection connection, String table, DecodedBatch batch) throws SQLException {
        String name = open();
        String open = WarehouseTable.qualified(connection, name);
        new WarehouseTable(connection, name).require(kept(batch.columns()));
        try (Statement statement = connection.createStatement()) {
            batch.requireAll(number(statement, "select count(*) from " + batch.relation()));
            keep(statement, open, batch);
            long mark = number(
                    statement,
                    "select coalesce(mark, " + Long.MIN_VALUE + ") from weir.stream_state where pipeline = "
                            + Sql.text(owner.pipeline()));
            String columns = Sql.names(output.fields().keySet());
            statement.execute("insert into " + WarehouseTable.qualified(connection, table) + " (" + columns
                    + ") select " + columns + " from (" + windows.query(windows.ended(open, own(), mark)) + ")");
            statement.execute(
                    "delete from " + open + " where " + windows.isEnded(open, own(), mark) + " or not " + own());
        }
    }

    /** What the table is called of records whose windows have not ended. */
    String open() {
        return "weir.window/" + owner.pipeline();
    }

    /** Which of the records that are kept are in windows that have ended by a mark: a condition. */
    String isEnded(String open, long mark) {
        return windows.isEnded(open, own(), mark);
    }

    /** The columns of records that are kept. */
    static StructType kept(StructType batch) {
        Map<String, ValueType> kept = new LinkedHashMap<>(batch.fields());
        kept.put(Windows.FROM, TypeNames.parse("BIGINT"));
        kept.put(GENERATION, TypeNames.parse("BIGINT"));
        return new StructType(kept);
    }

    private void keep(Statement statement, String open, DecodedBatch batch) throws SQLException {
        String columns = Sql.names(batch.columns().fields().keySet());
        String at = "epoch_us(" + Sql.name(horizon.time()) + ")";
        statement.execute("insert into " + open + " (" + columns + ", " + Windows.FROM + ", " + GENERATION + ") select "
                + columns + ", " + windows.kept(at, batch.state().mark()) + ", " + generation() + " from "
                + batch.relation());
    }

    private String own() {
        return "(" + GENERATION + " = " + generation() + ")";
    }

    private long generation() {
        return owner.generations().latest();
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
