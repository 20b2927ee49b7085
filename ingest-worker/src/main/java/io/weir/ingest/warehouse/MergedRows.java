package io.weir.ingest.warehouse;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
        @Nullable String deletion) implements RowWriter {

    /**
     * Which record of each key is the last one, if it is newer than what is known of the key. Without its other columns, since
     * a copy of the batch would cost as much as reading it.
     */
    private static final String LATEST = "weir_latest";

    private static final String ORDINAL = Sql.name(DecodedBatch.ORDINAL);

    @Override
    public void write(Connection connection, String table, DecodedBatch batch) throws SQLException {
        Set<String> present = batch.columns().fields().keySet();
        String columns = Sql.names(present);
        try (Statement statement = connection.createStatement()) {
            batch.requireAll(count(statement, batch.relation()));
            statement.execute("create or replace temp table " + LATEST + " as select " + Sql.names(compared()) + ", "
                    + ORDINAL + ", " + deletes(present) + " as weir_deletes from " + batch.relation()
                    + " qualify row_number() over (partition by " + Sql.names(keys) + " order by " + order() + ") = 1");
            if (sequence != null) {
                removeOlder(statement, WarehouseTable.qualified(connection, table), sequence);
            }
            statement.execute("delete from " + WarehouseTable.qualified(connection, table) + " as known using " + LATEST
                    + " as latest where " + sameKey());
            statement.execute("insert into " + WarehouseTable.qualified(connection, table) + " (" + columns
                    + ") select " + columns + " from "
                    + batch.relation() + " where " + ORDINAL + " in (select " + ORDINAL + " from " + LATEST
                    + " where not weir_deletes)");
        }
    }

    /** Columns by which records are told apart. */
    private Set<String> compared() {
        Set<String> compared = new LinkedHashSet<>(keys);
        if (sequence != null) {
            compared.add(sequence);
        }
        return compared;
    }

    private static long count(Statement statement, String relation) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select count(*) from " + relation)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private String order() {
        String read = ORDINAL + " desc";
        return sequence == null ? read : Sql.name(sequence) + " desc, " + read;
    }

    private String deletes(Set<String> present) {
        return deletion == null || !present.contains(deletion)
                ? "false"
                : "coalesce(lower(" + Sql.name(deletion) + "::varchar) in ('true', 'd', 'delete', 'deleted'), false)";
    }

    private String sameKey() {
        return keys.stream()
                .map(Sql::name)
                .map(key -> "known." + key + " = latest." + key)
                .collect(Collectors.joining(" and "));
    }

    /** What is older than its row, or than the deletion of it, changes nothing. */
    private void removeOlder(Statement statement, String table, String column) throws SQLException {
        String newer = Sql.name(column);
        String remove = "delete from " + LATEST + " as latest using %s as known where " + sameKey() + " and known."
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
        statement.execute("delete from " + deleted + " as known using " + LATEST + " as latest where " + sameKey());
        statement.execute("insert into " + deleted + " select " + columns + " from " + LATEST + " where weir_deletes");
    }
}
