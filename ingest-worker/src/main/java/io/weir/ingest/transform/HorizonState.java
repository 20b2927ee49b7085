package io.weir.ingest.transform;

import io.weir.ingest.decode.Sql;
import io.weir.ingest.decode.StreamState;
import io.weir.ingest.sink.MemoryChangedException;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.stage.StreamSide;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;

/**
 * What a pipeline knows of time, and of the keys that it has seen, in tables of the warehouse. A reset makes it forget: what is
 * read anew is seen for the first time.
 *
 * @param changes how often it was changed; who changes it must have seen the last change
 * @param mark all of before it is known, in microseconds since 1970
 */
record HorizonState(Owner owner, Horizon horizon, Presence presence, String relation, long changes, long mark)
        implements StreamState {

    /** The table of (partition, latest) of a batch's records that are not late; those that are repeated count, too. */
    static final String TICK = "weir_tick";

    private static final String AT = Horizon.SEEN_AT;
    private static final String GENERATION = Horizon.SEEN_GENERATION;

    /** Reads it as it is now. */
    static HorizonState read(Connection connection, Owner owner, Horizon horizon, Presence presence)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet found = statement.executeQuery("select changes, case when generation = "
                    + generation(owner) + " then mark end as mark from weir.stream_state where pipeline = "
                    + Sql.text(owner.pipeline()))) {
                if (!found.next()) {
                    return new HorizonState(owner, horizon, presence, "", 0, Long.MIN_VALUE);
                }
                long changes = found.getLong("changes");
                long mark = found.getLong("mark");
                return new HorizonState(owner, horizon, presence, "", changes, found.wasNull() ? Long.MIN_VALUE : mark);
            }
        }
    }

    private static long generation(Owner owner) {
        return owner.generations().latest();
    }

    /** The same, to be changed by the rows of a relation. */
    HorizonState with(String rows) {
        return new HorizonState(owner, horizon, presence, rows, changes, mark);
    }

    private String seen() {
        return Sql.qualified(horizon.seen(owner));
    }

    @Override
    public void apply(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            tick(statement);
            advance(statement);
            if (!horizon.keys().isEmpty()) {
                remember(statement);
            }
        }
    }

    /** Sets the clock of each partition to the latest time in the batch, if that is later. */
    private void tick(Statement statement) throws SQLException {
        String pipeline = Sql.text(owner.pipeline());
        statement.execute("insert into weir.stream_clock by name select " + pipeline + " as pipeline, \"partition\", "
                + generation(owner) + " as generation from " + TICK + " on conflict do nothing");
        statement.execute("update weir.stream_clock as clock set latest = case when generation = " + generation(owner)
                + " then greatest(clock.latest, batch.latest) else batch.latest end, seen_at = "
                + presence.now() + ", generation = " + generation(owner)
                + " from " + TICK + " as batch where clock.pipeline = " + pipeline
                + " and clock.\"partition\" = batch.\"partition\"");
    }

    /** Moves the mark, never back, if nobody else moved it since the batch was decoded. */
    private void advance(Statement statement) throws SQLException {
        String pipeline = Sql.text(owner.pipeline());
        statement.execute("insert into weir.stream_state select " + pipeline + ", " + generation(owner)
                + ", 0, null on conflict do nothing");
        long changed = statement.executeLargeUpdate("update weir.stream_state set mark = greatest("
                + (mark == Long.MIN_VALUE ? "null" : Long.toString(mark)) + ", (select min(latest) - "
                + horizon.lateness() + " from weir.stream_clock where pipeline = " + pipeline + " and generation = "
                + generation(owner) + presence.condition(horizon.idle()) + bothCame()
                + ")), changes = changes + 1, generation = "
                + generation(owner)
                + " where pipeline = " + pipeline + " and changes = " + changes);
        if (changed != 1) {
            throw new MemoryChangedException(owner.pipeline());
        }
    }

    /** What the first records of one stream say is nothing to go by before the other one was heard of. */
    private String bothCame() {
        return horizon.joined().isEmpty() || presence.isLonger(horizon.idle())
                ? ""
                : " and 2 = (select count(distinct \"partition\" < " + StreamSide.FIRST_OF_RIGHT
                        + ") from weir.stream_clock where pipeline = " + Sql.text(owner.pipeline())
                        + " and generation = " + generation(owner) + ")";
    }

    private void remember(Statement statement) throws SQLException {
        String seen = seen();
        String keys = Sql.names(horizon.keys());
        statement.execute("insert into " + seen + " (" + keys + ", " + AT + ", " + GENERATION + ") select " + keys
                + ", " + horizon.at() + ", " + generation(owner) + " from " + relation);
        statement.execute("delete from " + seen + " where " + GENERATION + " <> " + generation(owner)
                + " or " + AT + " < (select mark from weir.stream_state where pipeline = " + Sql.text(owner.pipeline())
                + ")");
    }

    /** Rows of a relation whose keys were seen. */
    String seenBefore(String rows) {
        return "exists (from " + seen() + " as seen where " + GENERATION + " = " + generation(owner) + " and "
                + horizon.sameKey("seen", rows) + ")";
    }

    /** Makes the table of keys, for rows of these columns. */
    void require(Connection connection, String rows) throws SQLException {
        String keys = horizon.keys().stream().map(Sql::name).collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists " + seen() + " as select " + keys + ", 0::bigint as " + AT
                    + ", 0::bigint as " + GENERATION + " from " + rows + " where false");
        }
    }
}
