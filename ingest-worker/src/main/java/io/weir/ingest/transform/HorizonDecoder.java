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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Leaves out of decoded batches what comes too late, and what was there before. What it remembers is changed where the batch
 * is written, in the same transaction; so a batch that is decoded again, since its write failed, becomes the same rows.
 */
public final class HorizonDecoder implements BatchDecoder {

    /** The table of (ordinal, late) of rows that are left out. */
    private static final String LEFT = "weir_left";

    /** The table of rows that have the keys of refused ones. */
    private static final String NEXT = "weir_next";

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
    public DecodedBatch without(DecodedBatch traced, List<RefusedRecord> more, Judge judge) throws SQLException {
        refused = Stream.concat(refused.stream(), more.stream()).toList();
        DecodedBatch decoded = records.decode(traced.staged());
        if (!horizon.keys().isEmpty()) {
            refused = Stream.concat(refused.stream(), followers(decoded, judge).stream())
                    .toList();
        }
        return remembered(decoded.rejecting(refused));
    }

    /**
     * Of the records that have the keys of refused ones those that are refused as well, up to the first that is not: each of them would
     * be the first of its keys, and they are found here at once, however many they are.
     */
    private List<RefusedRecord> followers(DecodedBatch decoded, Judge judge) throws SQLException {
        long mark = HorizonState.read(connection, owner, horizon, new Presence(begun, clock.millis()))
                .mark();
        String gone = Rejection.load(connection, refused);
        update("create or replace temp table " + NEXT + " as select * from " + decoded.relation() + " as made where "
                + ORDINAL + " not in (select ordinal from " + gone + ") and " + horizon.at() + " is not null"
                + (mark == Long.MIN_VALUE ? "" : " and not " + horizon.late(mark)) + " and exists (from "
                + decoded.relation() + " as refused where refused." + ORDINAL + " in (select ordinal from " + gone
                + ") and " + horizon.sameKey("refused", "made") + ")");
        long rows = number("select count(*) from " + NEXT);
        return rows == 0
                ? List.of()
                : upToTheFirst(judge.refused(new DecodedBatch(
                        connection,
                        decoded.staged(),
                        decoded.columns(),
                        NEXT,
                        new BatchCounts(rows, Map.of(), Map.of()))));
    }

    /** Those of some records that come before any other one of their keys. */
    private List<RefusedRecord> upToTheFirst(List<RefusedRecord> some) throws SQLException {
        String reasons = Rejection.load(connection, some);
        List<RefusedRecord> before = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select ordinal, reason from (select why.ordinal, why.reason,"
                        + " min(case when why.ordinal is null then next." + ORDINAL + " end) over (partition by "
                        + keys("next.") + ") as taken from " + NEXT + " as next left join " + reasons
                        + " as why on why.ordinal = next." + ORDINAL
                        + ") where ordinal is not null and (taken is null or ordinal < taken) order by ordinal")) {
            while (found.next()) {
                before.add(new RefusedRecord(found.getInt(1), found.getString(2)));
            }
        }
        return before;
    }

    private String keys(String of) {
        return horizon.keys().stream().map(key -> of + Sql.name(key)).collect(Collectors.joining(", "));
    }

    private long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getLong(1);
        }
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
