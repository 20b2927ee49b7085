package io.weir.ingest.warehouse;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row for each key: that of the record which is last. Which one that is, is said by a column of the records if one is
 * named, and by the order of reading else and between equals.
 *
 * <p>A row that gives way to another is deleted, unless rows of other tables refer to it: that one is updated where it is.
 *
 * <p>With such a column, keys that were deleted are remembered beside the table, so that an older record that comes
 * later does not bring its row back.
 *
 * @param pipeline whose deletions are remembered
 * @param keys columns that are null in no row
 * @param sequence column that says which record is newer, null in no row either
 * @param deletion column that says whether a record deletes its row
 */
public record MergedRows(
        String pipeline,
        List<String> keys,
        @Nullable String sequence,
        @Nullable String deletion) implements ReplacingRows {

    private static final String LATEST = KeyedRecords.TABLE;
    private static final String ORDINAL = KeyedRecords.ORDINAL;

    @Override
    public boolean storesEach() {
        return deletion == null;
    }

    @Override
    public Optional<ReferredRows> referred(Connection connection, String table) throws SQLException {
        Map<String, String> places = new LinkedHashMap<>();
        keys.forEach(key -> places.put(key, key));
        return ReferredRows.of(connection, table, records(), places, keys);
    }

    @Override
    public void findLatest(Connection connection, String table, DecodedBatch batch) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            findLatest(statement, table, WarehouseTable.qualified(connection, table), batch);
        }
    }

    private KeyedRecords records() {
        return new KeyedRecords(keys, sequence, deletion);
    }

    @Override
    public NewRows prepare(
            Connection connection, String table, DecodedBatch batch, Optional<ReferredRows> referred, boolean looking)
            throws SQLException {
        KeyedRecords records = records();
        String target = WarehouseTable.qualified(connection, table);
        String replacing = LATEST + (referred.isEmpty() ? "" : " where not " + ReferredRows.STAYS);
        try (Statement statement = connection.createStatement()) {
            MergingTurns.claim(statement, table);
            findLatest(statement, table, target, batch);
            if (referred.isPresent()) {
                referred.get().find(looking);
            }
            statement.execute("delete from " + target + " as known using (from " + replacing + ") as latest where "
                    + records.sameKey("known", "latest"));
        }
        Set<String> columns = batch.columns().fields().keySet();
        String latest = "(select * from " + batch.relation() + " where " + ORDINAL + " in (select " + ORDINAL
                + " from (from " + replacing + ") where not " + KeyedRecords.DELETES + "))";
        return new NewRows(columns, latest, records.notDeleting(batch));
    }

    private void findLatest(Statement statement, String table, String target, DecodedBatch batch) throws SQLException {
        KeyedRecords records = records();
        records.make(statement, batch, keys);
        if (sequence != null) {
            removeOlder(statement, target, sequence, records.sameKey("known", "latest"));
            if (deletion != null) {
                removeOlderThanDeletions(statement, table, sequence, records);
            }
        }
    }

    /** What is older than its row changes nothing. */
    private static void removeOlder(Statement statement, String table, String sequence, String sameKey)
            throws SQLException {
        String newer = Sql.name(sequence);
        statement.execute("delete from " + LATEST + " as latest using " + table + " as known where " + sameKey
                + " and known." + newer + " > latest." + newer);
    }

    /** Nor does what is older than the deletion of its row. */
    private void removeOlderThanDeletions(Statement statement, String table, String sequence, KeyedRecords records)
            throws SQLException {
        Deletions deletions = Deletions.of(pipeline, table, keys, sequence);
        deletions.require(statement);
        String sameKey = records.sameKey("known", "latest");
        removeOlder(statement, deletions.qualified(), sequence, sameKey);
        statement.execute(
                "delete from " + deletions.qualified() + " as known using " + LATEST + " as latest where " + sameKey);
        deletions.add(statement, KeyedRecords.DELETES);
    }
}
