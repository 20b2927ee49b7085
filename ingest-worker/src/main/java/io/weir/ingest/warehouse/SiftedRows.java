package io.weir.ingest.warehouse;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.RefusedRecord;
import io.weir.ingest.decode.Rejection;
import io.weir.ingest.decode.RowLetter;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.sink.Generations;
import io.weir.ingest.stage.PartitionShare;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes those rows that a table takes. The others are dead letters: the row itself as JSON, at the place of the last record of the batch
 * with which they were made. They are of no generation, since no record of the topic is to come back for them.
 */
final class SiftedRows implements MadeRows {

    private static final Logger LOG = LoggerFactory.getLogger(SiftedRows.class);
    private static final String TABLE = "weir_made";
    private static final String ORDINAL = KeyedRecords.ORDINAL;

    private final Connection connection;
    private final String table;
    private final GatheredRows maker;
    private final PartitionShare place;
    private long numbered;
    private long letters;

    SiftedRows(Connection connection, String table, GatheredRows maker, DecodedBatch batch) {
        this.connection = connection;
        this.table = table;
        this.maker = maker;
        this.place = batch.staged().shares().values().iterator().next();
    }

    @Override
    public void insert(StructType columns, String query) throws SQLException {
        Collection<String> names = columns.fields().keySet();
        update("create or replace temp table " + TABLE + " as select (row_number() over () + " + numbered
                + ")::integer as " + ORDINAL + ", " + Sql.names(names) + " from (" + query + ")");
        NewRows rows = NewRows.of(names, TABLE);
        TableRefusals refusals = TableRefusals.of(
                connection,
                table,
                List.of(new GrowingTable(table, null)),
                RowLetter.before(maker.kind()),
                rows,
                maker.output().fields().keySet());
        for (List<RefusedRecord> refused = refusals.first(); !refused.isEmpty(); refused = refusals.first()) {
            toLetters(refused, names);
        }
        numbered += rows.into(connection, table);
    }

    /** How many rows became letters. */
    long letters() {
        return letters;
    }

    /** One moment apart, so that a page of letters of one place goes on after each of them. */
    private void toLetters(List<RefusedRecord> refused, Collection<String> columns) throws SQLException {
        LOG.warn(
                "table {} does not take {} of the rows that pipeline {} makes; they are dead letters, the first since {}",
                table,
                refused.size(),
                maker.owner().pipeline(),
                refused.get(0).reason());
        String reasons = Rejection.load(connection, refused);
        update(
                "insert into weir.dead_letter (pipeline, \"partition\", sequence, payload, reason, recorded_at, generation)"
                        + " select " + Sql.text(maker.owner().pipeline()) + ", " + place.partition() + ", "
                        + place.lastSequence() + ", " + RowLetter.payload("made", columns) + ", why.reason,"
                        + " now() + to_microseconds(made." + ORDINAL + "), " + Generations.NONE + " from " + TABLE
                        + " as made join " + reasons + " as why on why.ordinal = made." + ORDINAL);
        letters += refused.size();
        numbered += update("delete from " + TABLE + " where " + ORDINAL + " in (select ordinal from " + reasons + ")");
    }

    private long update(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate(sql);
        }
    }
}
