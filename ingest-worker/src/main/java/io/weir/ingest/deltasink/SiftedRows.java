package io.weir.ingest.deltasink;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.RowLetter;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.sink.Generations;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.stage.PartitionShare;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows of several records each. Those with a null where the table takes none are dead letters: the row itself as JSON, at the place of
 * the last record of the batch with which they were made. They are of no generation, since no record of the topic is to come back for
 * them.
 *
 * @param rows all of them
 * @param required those of their columns that the table takes no null for
 * @param refused how many have one
 * @param kind what makes them
 */
record SiftedRows(NewRows rows, List<String> required, long refused, String kind) {

    /** Rows of one record each: a record that the table does not take was rejected before. */
    static SiftedRows untouched(NewRows rows) {
        return new SiftedRows(rows, List.of(), 0, "");
    }

    /**
     * Looks for those that the table does not take. A column that none of the rows has is not looked for: no row would be taken then, and
     * somebody is to mend the table.
     */
    static SiftedRows of(Connection connection, NewRows rows, Collection<String> notNull, String kind)
            throws SQLException {
        List<String> required =
                notNull.stream().filter(rows.columns().fields()::containsKey).toList();
        if (rows.count() == 0 || required.isEmpty()) {
            return untouched(rows);
        }
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "select count(*) from " + rows.relation() + " where " + isRefused(required))) {
            found.next();
            return new SiftedRows(rows, required, found.getLong(1), kind);
        }
    }

    private static String isRefused(List<String> required) {
        return required.stream().map(column -> Sql.name(column) + " is null").collect(Collectors.joining(" or "));
    }

    /** Those that the table takes. */
    NewRows taken() {
        return refused == 0
                ? rows
                : new NewRows(
                        rows.columns(),
                        "(from " + rows.relation() + " where not (" + isRefused(required) + "))",
                        rows.count() - refused);
    }

    /**
     * Adds the others to letters.
     *
     * @param batch with which they were made
     */
    NewRows addTo(NewRows letters, Owner owner, DecodedBatch batch) {
        return refused == 0
                ? letters
                : new NewRows(
                        StoredLetters.COLUMNS,
                        "(from " + letters.relation() + " union all by name " + letters(owner, batch) + ")",
                        letters.count() + refused);
    }

    /** The partition that the letters lie in. */
    static PartitionShare place(DecodedBatch batch) {
        return batch.staged().shares().values().iterator().next();
    }

    /** One moment apart, so that a page of letters of one place goes on after each of them. */
    private String letters(Owner owner, DecodedBatch batch) {
        PartitionShare place = place(batch);
        return "select " + Sql.text(owner.pipeline()) + " as pipeline, " + place.partition()
                + "::bigint as \"partition\", " + place.lastSequence() + "::bigint as sequence, "
                + RowLetter.payload("made", rows.columns().fields().keySet()) + " as payload, " + reason()
                + " as reason, now() + to_microseconds(row_number() over ()) as recorded_at, " + Generations.NONE
                + "::bigint as generation, null::varchar as attributes, null::timestamptz as replayed_at from "
                + rows.relation() + " as made where " + isRefused(required);
    }

    private String reason() {
        return required.stream()
                .map(column -> " when " + Sql.name(column) + " is null then "
                        + Sql.text(RowLetter.before(kind) + "the table takes no null in column " + column))
                .collect(Collectors.joining("", "case", " end"));
    }
}
