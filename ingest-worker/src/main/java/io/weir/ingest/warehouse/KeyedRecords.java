package io.weir.ingest.warehouse;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The records of a batch by what tells them apart. Without their other columns, since a copy of the batch would cost as much
 * as reading it.
 *
 * @param keys columns that are null in no row
 * @param sequence column that says which record is newer, null in no row either
 * @param deletion column that says whether a record deletes its row
 */
record KeyedRecords(
        List<String> keys,
        @Nullable String sequence,
        @Nullable String deletion) {

    /** Which of the records count: their keys and sequence, their ordinal, and whether they delete. */
    static final String TABLE = "weir_latest";

    /** Whether one deletes. */
    static final String DELETES = "weir_deletes";

    static final String ORDINAL = Sql.name(DecodedBatch.ORDINAL);

    /** Makes the table out of the last record of each of those that are equal in some columns. */
    void make(Statement statement, DecodedBatch batch, Collection<String> same) throws SQLException {
        batch.requireAll(count(statement, batch.relation()));
        statement.execute("create or replace temp table " + TABLE + " as select " + Sql.names(compared()) + ", "
                + ORDINAL + ", " + deletes(batch) + " as " + DELETES + " from "
                + batch.relation() + " qualify row_number() over (partition by " + Sql.names(same) + " order by "
                + order() + ") = 1");
    }

    /** A relation of the batch's records that do not delete, whether they are the last of their keys or not. */
    String notDeleting(DecodedBatch batch) {
        return "(select * from " + batch.relation() + " where not " + deletes(batch) + ")";
    }

    /** Columns by which records are told apart. */
    Set<String> compared() {
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

    /** Whether one of the batch's records deletes: an expression. */
    String deletes(DecodedBatch batch) {
        return deletes(batch.columns().fields().keySet());
    }

    private String deletes(Set<String> present) {
        return deletion == null || !present.contains(deletion)
                ? "false"
                : "coalesce(lower(" + Sql.name(deletion) + "::varchar) in ('true', 'd', 'delete', 'deleted'), false)";
    }

    /** Whether two relations are at the same key. */
    String sameKey(String one, String other) {
        return keys.stream()
                .map(Sql::name)
                .map(key -> one + "." + key + " = " + other + "." + key)
                .collect(Collectors.joining(" and "));
    }
}
