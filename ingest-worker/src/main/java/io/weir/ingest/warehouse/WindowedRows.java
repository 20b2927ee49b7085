package io.weir.ingest.warehouse;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.decode.ValueType;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.transform.Horizon;
import io.weir.ingest.transform.Windows;
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
public record WindowedRows(Owner owner, Horizon horizon, Windows windows, StructType output) implements GatheredRows {

    @Override
    public String kind() {
        return "window";
    }

    @Override
    public void write(Connection connection, DecodedBatch batch, MadeRows made) throws SQLException {
        String name = table();
        String open = WarehouseTable.qualified(connection, name);
        new WarehouseTable(connection, name).require(kept(batch.columns()));
        try (Statement statement = connection.createStatement()) {
            batch.requireAll(count(statement, batch.relation()));
            keep(statement, open, batch);
            long mark = StoredMark.of(statement, owner);
            made.insert(output, windows.query(windows.ended(open, own(), mark)));
            statement.execute(
                    "delete from " + open + " where " + windows.isEnded(open, own(), mark) + " or not " + own());
        }
    }

    @Override
    public String table() {
        return "weir.window/" + owner.pipeline();
    }

    @Override
    public String forgotten(String open, long mark) {
        return windows.isEnded(open, own(), mark);
    }

    @Override
    public StructType kept(StructType batch) {
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

    private static long count(Statement statement, String relation) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select count(*) from " + relation)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
