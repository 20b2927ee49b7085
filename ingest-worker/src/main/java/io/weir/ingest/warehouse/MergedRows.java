package io.weir.ingest.warehouse;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row for each key: that of the record which is last. Which one that is, is said by a column of the records if one is
 * named, and by the order of reading else and between equals.
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
    public NewRows prepare(Connection connection, String table, DecodedBatch batch) throws SQLException {
        KeyedRecords records = new KeyedRecords(keys, sequence, deletion);
        try (Statement statement = connection.createStatement()) {
            records.make(statement, batch, keys);
            String sameKey = records.sameKey("known", "latest");
            if (sequence != null) {
                removeOlder(statement, WarehouseTable.qualified(connection, table), sequence, sameKey);
            }
            statement.execute("delete from " + WarehouseTable.qualified(connection, table) + " as known using " + LATEST
                    + " as latest where " + sameKey);
        }
        Set<String> columns = batch.columns().fields().keySet();
        String latest = "(select * from " + batch.relation() + " where " + ORDINAL + " in (select " + ORDINAL + " from "
                + LATEST + " where not " + KeyedRecords.DELETES + "))";
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
