package io.weir.ingest.warehouse;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.decode.ValueType;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.stage.StreamSide;
import io.weir.ingest.transform.Join;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One row for each pair of rows of two streams, written with the one that came last. Rows are kept beside the table for as long as a
 * partner may come.
 *
 * <p>A batch has rows of one stream, and meets what is kept of the other in the transaction that keeps it; batches change one state
 * in turns, so of two at once neither can miss the other. It costs a hash join of the batch with what is kept, which
 * is read once; and once more to find the left rows whose time is over, if those without a partner are written.
 */
public record JoinedRows(Owner owner, Join join) implements GatheredRows {

    @Override
    public String kind() {
        return "join";
    }

    @Override
    public StructType output() {
        return join.output();
    }

    @Override
    public String table() {
        return "weir.join/" + owner.pipeline();
    }

    @Override
    public StructType kept(StructType records) {
        Map<String, ValueType> kept = new LinkedHashMap<>(join.kept().fields());
        kept.put(GENERATION, TypeNames.parse("BIGINT"));
        return new StructType(kept);
    }

    @Override
    public String forgotten(String kept, long mark) {
        return join.forgotten(mark);
    }

    @Override
    public void write(Connection connection, DecodedBatch batch, MadeRows made) throws SQLException {
        new WarehouseTable(connection, table()).require(kept(batch.columns()));
        String kept = WarehouseTable.qualified(connection, table());
        String own = "(from " + kept + " where " + GENERATION + " = " + generation() + ")";
        StreamSide side = StreamSide.of(batch.staged());
        try (Statement statement = connection.createStatement()) {
            made.insert(join.output(), join.pairs(side, batch.relation(), own));
            batch.requireAll(keep(statement, kept, side, batch.relation()));
            long mark = StoredMark.of(statement, owner);
            if (join.outer()) {
                made.insert(join.left().columns(), join.alone(own, mark));
            }
            statement.execute("delete from " + kept + " where " + join.forgotten(mark) + " or " + GENERATION + " <> "
                    + generation());
        }
    }

    private long keep(Statement statement, String kept, StreamSide side, String fresh) throws SQLException {
        String columns = join.of(side).columns().fields().keySet().stream()
                .map(Sql::name)
                .collect(Collectors.joining(", "));
        return statement.executeLargeUpdate("insert into " + kept + " (" + columns + ", " + Join.AT + ", " + Join.RIGHT
                + ", " + GENERATION + ") select *, " + generation() + " from (" + join.keep(side, fresh) + ")");
    }

    private long generation() {
        return owner.generations().latest();
    }
}
