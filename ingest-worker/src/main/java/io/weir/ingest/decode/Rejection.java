package io.weir.ingest.decode;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Moves records of a batch, whose rows say which records they are of, to the rejected ones. */
public final class Rejection {

    private static final String REFUSED = "weir_refused";
    private static final String ORDINAL = Sql.name(DecodedBatch.ORDINAL);

    private Rejection() {}

    /**
     * Notes that records are rejected.
     *
     * @param reasons relation of (ordinal, reason)
     */
    public static void add(Connection connection, String reasons) throws SQLException {
        execute(
                connection,
                "insert into " + DecodedBatch.REJECTED
                        + " (ordinal, \"partition\", sequence, payload, attributes, reason)"
                        + " select ordinal, records.\"partition\", records.sequence, records.payload,"
                        + " records.attributes, why.reason from " + DecodedBatch.ACCEPTED + " records join " + reasons
                        + " why using (ordinal)");
    }

    /** A batch without the rows of some records, in any of its tables. */
    static DecodedBatch of(DecodedBatch traced, List<RefusedRecord> refused) throws SQLException {
        Connection connection = traced.connection();
        add(connection, load(connection, refused));
        Map<Integer, Long> filtered = stillFiltered(traced);
        long rows = traced.rows() - remove(traced);
        BatchCounts counts = new BatchCounts(rows, PartitionCounts.of(connection, DecodedBatch.REJECTED), filtered)
                .breaking(traced.counts().broken());
        List<DecodedBatch> branches = new ArrayList<>();
        for (DecodedBatch branch : traced.branches()) {
            branches.add(branch.counting(new BatchCounts(branch.rows() - remove(branch), Map.of(), Map.of())));
        }
        List<String> tables = List.copyOf(traced.counts().branches().keySet());
        return traced.counting(counts).branching(tables, branches);
    }

    /** A temporary table of (ordinal, reason) until the next one is made. */
    public static String load(Connection connection, List<RefusedRecord> refused) throws SQLException {
        execute(connection, "create or replace temp table " + REFUSED + " (ordinal integer, reason varchar)");
        try (DuckDBAppender appender =
                connection.unwrap(DuckDBConnection.class).createAppender("temp", "main", REFUSED)) {
            for (RefusedRecord record : refused) {
                appender.beginRow().append(record.ordinal()).append(record.reason());
                appender.endRow();
            }
        }
        return REFUSED;
    }

    /** What the first table left out is rejected, and no longer filtered, if it is a branch's table that refuses it. */
    private static Map<Integer, Long> stillFiltered(DecodedBatch traced) throws SQLException {
        Map<Integer, Long> filtered = new TreeMap<>(traced.counts().filtered());
        String left = DecodedBatch.ACCEPTED + " where ordinal in (select ordinal from " + REFUSED
                + ") and ordinal not in (select " + ORDINAL + " from " + traced.relation() + ")";
        PartitionCounts.of(traced.connection(), left)
                .forEach((partition, count) -> filtered.merge(partition, -count, Long::sum));
        return filtered;
    }

    private static long remove(DecodedBatch rows) throws SQLException {
        return execute(
                rows.connection(),
                "delete from " + rows.relation() + " where " + ORDINAL + " in (select ordinal from " + REFUSED + ")");
    }

    private static long execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate(sql);
        }
    }
}
