package io.weir.ingest.warehouse;

import io.weir.ingest.decode.DecodedBatch;
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
        NewRows added = prepare(connection, table, batch, referred);
        if (referred.isPresent()) {
            referred.get().update(batch);
        }
        added.into(connection, table);
    }

    /** Rows that others refer to stay as they are. */
    @Override
    public NewRows prepare(Connection connection, String table, DecodedBatch batch) throws SQLException {
        return prepare(connection, table, batch, ReferredRows.of(connection, table, records()));
    }

    private KeyedRecords records() {
        return new KeyedRecords(keys, sequence, deletion);
    }

    private NewRows prepare(Connection connection, String table, DecodedBatch batch, Optional<ReferredRows> referred)
            throws SQLException {
        KeyedRecords records = records();
        String target = WarehouseTable.qualified(connection, table);
        String replacing = LATEST + (referred.isEmpty() ? "" : " where not " + ReferredRows.STAYS);
        try (Statement statement = connection.createStatement()) {
            records.make(statement, batch, keys);
            String sameKey = records.sameKey("known", "latest");
            if (sequence != null) {
                removeOlder(statement, target, sequence, sameKey);
            }
            if (referred.isPresent()) {
                referred.get().find();
            }
            statement.execute(
                    "delete from " + target + " as known using (from " + replacing + ") as latest where " + sameKey);
        }
        Set<String> columns = batch.columns().fields().keySet();
        String latest = "(select * from " + batch.relation() + " where " + ORDINAL + " in (select " + ORDINAL
                + " from (from " + replacing + ") where not " + KeyedRecords.DELETES + "))";
        return new NewRows(columns, latest, records.notDeleting(batch));
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
