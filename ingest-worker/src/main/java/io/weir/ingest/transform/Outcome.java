package io.weir.ingest.transform;

import io.weir.ingest.decode.BatchCounts;
import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.PartitionCounts;
import io.weir.ingest.decode.RequiredColumns;
import io.weir.ingest.decode.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The temporary table of the rows that a transform makes. */
final class Outcome {

    private static final String TABLE = "weir_transformed";
    private static final String OF_BRANCH = "weir_branch_";

    /** No batch takes so long; a statement that does has something in it that grows without end. */
    private static final int LONGEST_SECONDS = 120;

    private final Connection connection;
    private final String table;
    private final Transform transform;
    private final RequiredColumns required;

    private Outcome(Connection connection, String table, Transform transform, RequiredColumns required) {
        this.connection = connection;
        this.table = table;
        this.transform = transform;
        this.required = required;
    }

    /** @param required columns of the transform that are null in no row */
    static Outcome own(Connection connection, Transform transform, RequiredColumns required) {
        return new Outcome(connection, TABLE, transform, required);
    }

    /** Those of branches, in tables of their own. */
    static List<Outcome> of(Connection connection, List<Branch> branches) {
        return IntStream.range(0, branches.size())
                .mapToObj(index -> new Outcome(
                        connection,
                        OF_BRANCH + index,
                        branches.get(index).transform(),
                        branches.get(index).required()))
                .toList();
    }

    /** Makes the table anew out of rows, and counts what is in it. */
    long make(String rows, List<String> carried) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(LONGEST_SECONDS);
            statement.execute("create or replace temp table " + table + " as " + transform.select(rows, carried));
        }
        return count();
    }

    /** How many rows are in it. */
    long count() throws SQLException {
        return number("select count(*) from " + table);
    }

    /** Whether a row lacks what it is told from others by. */
    boolean hasNull() throws SQLException {
        if (required.isEmpty()) {
            return false;
        }
        return number("select count(*) from " + table + " where " + required.isMissing()) > 0;
    }

    /** How many records of each partition were neither rows nor rejected; rows must carry their places. */
    Map<Integer, Long> filtered(Map<Integer, Long> before) throws SQLException {
        Map<Integer, Long> filtered = new TreeMap<>(before);
        String left = DecodedBatch.ACCEPTED + " records where not exists (from " + table + " made where made."
                + Sql.name(DecodedBatch.ORDINAL) + " = records.ordinal)";
        PartitionCounts.of(connection, left).forEach((partition, count) -> filtered.merge(partition, count, Long::sum));
        return filtered;
    }

    DecodedBatch of(DecodedBatch decoded, BatchCounts counts) {
        return new DecodedBatch(connection, decoded.staged(), transform.output(), table, counts);
    }

    /** Its rows where they are those of a branch: what is rejected or left out is counted with the records. */
    DecodedBatch ofBranch(DecodedBatch decoded, long rows) {
        return of(decoded, new BatchCounts(rows, Map.of(), Map.of()));
    }

    private long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
