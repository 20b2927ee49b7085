package io.weir.ingest.warehouse;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.RefusedRecord;
import io.weir.ingest.decode.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
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
        @Nullable String deletion) implements RecordRows {

    private static final String LATEST = KeyedRecords.TABLE;
    private static final String ORDINAL = KeyedRecords.ORDINAL;

    @Override
    public boolean storesEach() {
        return deletion == null;
    }

    @Override
    public void write(Connection connection, String table, DecodedBatch batch) throws SQLException {
        Optional<ReferredRows> referred = ReferredRows.of(connection, table, records());
        NewRows added = prepare(connection, table, batch, referred, false);
        if (referred.isPresent()) {
            referred.get().update(batch);
        }
        added.into(connection, table);
    }

    /** Rows that others refer to stay as they are. */
    @Override
    public NewRows prepare(Connection connection, String table, DecodedBatch batch) throws SQLException {
        return prepare(connection, table, batch, ReferredRows.of(connection, table, records()), true);
    }

    @Override
    public List<RefusedRecord> held(Connection connection, String table, DecodedBatch batch) throws SQLException {
        Optional<ReferredRows> referred = ReferredRows.of(connection, table, records());
        if (referred.isEmpty()) {
            return List.of();
        }
        try (Statement statement = connection.createStatement()) {
            findLatest(statement, WarehouseTable.qualified(connection, table), batch);
        }
        return referred.get().held(batch);
    }

    private KeyedRecords records() {
        return new KeyedRecords(keys, sequence, deletion);
    }

    /** @param looking whether a row that others refer to stays though a record deletes it */
    private NewRows prepare(
            Connection connection, String table, DecodedBatch batch, Optional<ReferredRows> referred, boolean looking)
            throws SQLException {
        KeyedRecords records = records();
        String target = WarehouseTable.qualified(connection, table);
        String replacing = LATEST + (referred.isEmpty() ? "" : " where not " + ReferredRows.STAYS);
        try (Statement statement = connection.createStatement()) {
            MergingTurns.claim(statement, table);
            findLatest(statement, target, batch);
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

    private void findLatest(Statement statement, String target, DecodedBatch batch) throws SQLException {
        KeyedRecords records = records();
        records.make(statement, batch, keys);
        if (sequence != null) {
            removeOlder(statement, target, sequence, records.sameKey("known", "latest"));
        }
    }

    /** What is older than its row, or than the deletion of it, changes nothing. */
    private void removeOlder(Statement statement, String table, String column, String sameKey) throws SQLException {
        String newer = Sql.name(column);
        String remove = "delete from " + LATEST + " as latest using %s as known where " + sameKey + " and known."
                + newer + " > latest." + newer;
        statement.execute(remove.formatted(table));
        if (deletion == null) {
            return;
        }
        // A pipeline of the same name that is made anew may tell rows apart by other columns.
        String deleted = "weir." + Sql.name("deleted/" + pipeline + "/" + String.join("/", keys) + "/" + column);
        String columns = Sql.names(keys) + ", " + newer;
        statement.execute(
                "create table if not exists " + deleted + " as select " + columns + " from " + LATEST + " where false");
        statement.execute(remove.formatted(deleted));
        statement.execute("delete from " + deleted + " as known using " + LATEST + " as latest where " + sameKey);
        statement.execute(
                "insert into " + deleted + " select " + columns + " from " + LATEST + " where " + KeyedRecords.DELETES);
    }
}
