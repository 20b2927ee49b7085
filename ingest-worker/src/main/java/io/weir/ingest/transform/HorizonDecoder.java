package io.weir.ingest.transform;

import io.weir.ingest.decode.BatchCounts;
import io.weir.ingest.decode.BatchDecoder;
import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.PartitionCounts;
import io.weir.ingest.decode.RefusedRecord;
import io.weir.ingest.decode.Rejection;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.stage.StagedBatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Leaves out of decoded batches what comes too late, and what was there before. What it remembers is changed where the batch
 * is written, in the same transaction; so a batch that is decoded again, since its write failed, becomes the same rows.
 */
public final class HorizonDecoder implements BatchDecoder {

    /** The table of (ordinal, late) of rows that are left out. */
    private static final String LEFT = "weir_left";

    private static final String ORDINAL = Sql.name(DecodedBatch.ORDINAL);

    private final Connection connection;
    private final Owner owner;
    private final Horizon horizon;
    private final BatchDecoder records;
    private final InstantSource clock;
    private final long begun;
    private List<RefusedRecord> refused = List.of();

    /**
     * @param connection to the database that has the pipeline's rows
     * @param records decodes batches to rows that say which records they are of
     * @param clock by which partitions are idle; what came while nobody read has not been idle, so it counts from now
     */
    public HorizonDecoder(
            Connection connection, Owner owner, Horizon horizon, BatchDecoder records, InstantSource clock) {
        this.connection = connection;
        this.owner = owner;
        this.horizon = horizon;
        this.records = records;
        this.clock = clock;
        this.begun = clock.millis();
    }

    @Override
    public DecodedBatch trace(StagedBatch batch) throws SQLException {
        return decode(batch);
    }

    @Override
    public DecodedBatch decode(StagedBatch batch) throws SQLException {
        refused = List.of();
        return remembered(records.decode(batch));
    }

    /** Decoded once more: a record that is no row says nothing of the time, and another one of its key is the first. */
    @Override
    public DecodedBatch without(DecodedBatch traced, List<RefusedRecord> more) throws SQLException {
        refused = Stream.concat(refused.stream(), more.stream()).toList();
        return remembered(records.decode(traced.staged()).rejecting(refused));
    }

    private DecodedBatch remembered(DecodedBatch decoded) throws SQLException {
        if (decoded.rows() == 0) {
            return decoded;
        }
        HorizonState state = HorizonState.read(connection, owner, horizon, new Presence(begun, clock.millis()));
        late(decoded.relation(), state.mark());
        tick(decoded.relation());
        if (!horizon.keys().isEmpty()) {
            state.require(connection, decoded.relation());
            repeated(decoded.relation(), state);
        }
        Map<Integer, Long> filtered = new TreeMap<>(decoded.counts().filtered());
        counts(horizon.letters() ? "not late" : "true")
                .forEach((partition, count) -> filtered.merge(partition, count, Long::sum));
        if (horizon.letters()) {
            reject(state.mark());
        }
        long left = update(
                "delete from " + decoded.relation() + " where " + ORDINAL + " in (select ordinal from " + LEFT + ")");
        Map<Integer, Long> rejected = PartitionCounts.of(connection, DecodedBatch.REJECTED);
        BatchCounts counts = new BatchCounts(decoded.rows() - left, rejected, filtered)
                .breaking(decoded.counts().broken());
        return decoded.counting(counts).remembering(state.with(decoded.relation()));
    }

    private void late(String rows, long mark) throws SQLException {
        update("create or replace temp table " + LEFT + " as select " + ORDINAL + " as ordinal, true as late from "
                + rows + " where " + horizon.at() + " is null"
                + (mark == Long.MIN_VALUE ? "" : " or " + horizon.late(mark)));
    }

    private void tick(String rows) throws SQLException {
        update("create or replace temp table " + HorizonState.TICK + " as select records.\"partition\", max("
                + horizon.at() + ") as latest from " + rows + " as made join " + DecodedBatch.ACCEPTED
                + " as records on records.ordinal = made." + ORDINAL + " where made." + ORDINAL
                + " not in (select ordinal from " + LEFT + ") group by records.\"partition\"");
    }

    private void repeated(String rows, HorizonState state) throws SQLException {
        update("insert into " + LEFT + " select ordinal, false from (select " + ORDINAL + " as ordinal, "
                + Sql.names(horizon.keys()) + ", row_number() over (partition by " + Sql.names(horizon.keys())
                + " order by " + ORDINAL + ") as nth from " + rows + " where " + ORDINAL
                + " not in (select ordinal from "
                + LEFT + ")) as fresh where nth > 1 or " + state.seenBefore("fresh"));
    }

    private Map<Integer, Long> counts(String condition) throws SQLException {
        return PartitionCounts.of(
                connection,
                DecodedBatch.ACCEPTED + " where ordinal in (select ordinal from " + LEFT + " where " + condition + ")");
    }

    private void reject(long mark) throws SQLException {
        Rejection.add(connection, "(select ordinal, " + reason(mark) + " as reason from " + LEFT + " where late)");
    }

    private static String reason(long mark) {
        return mark == Long.MIN_VALUE
                ? "'has a time that is infinite'"
                : "'is late: all of before ' || make_timestamp(" + mark + ") || ' was known'";
    }

    private long update(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate(sql);
        }
    }
}
