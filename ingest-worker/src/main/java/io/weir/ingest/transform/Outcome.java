package io.weir.ingest.transform;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.PartitionCounts;
import io.weir.ingest.decode.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The temporary table of the rows that a transform makes. */
final class Outcome {

    private static final String TABLE = "weir_transformed";

    /** No batch takes so long; a statement that does has something in it that grows without end. */
    private static final int LONGEST_SECONDS = 120;

    private final Connection connection;
    private final Transform transform;

    Outcome(Connection connection, Transform transform) {
        this.connection = connection;
        this.transform = transform;
    }

    /** Makes the table anew out of rows, and counts what is in it. */
    long make(String rows, List<String> carried) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(LONGEST_SECONDS);
            statement.execute("create or replace temp table " + TABLE + " as " + transform.select(rows, carried));
        }
        return number("select count(*) from " + TABLE);
    }

    /** Whether a row lacks what it is told from others by. */
    boolean hasNull(List<String> required) throws SQLException {
        if (required.isEmpty()) {
            return false;
        }
        String missing =
                required.stream().map(column -> Sql.name(column) + " is null").collect(Collectors.joining(" or "));
        return number("select count(*) from " + TABLE + " where " + missing) > 0;
    }

    /** How many records of each partition were neither rows nor rejected; rows must carry their places. */
    Map<Integer, Long> filtered(Map<Integer, Long> before) throws SQLException {
        Map<Integer, Long> filtered = new TreeMap<>(before);
        String left = DecodedBatch.ACCEPTED + " records where not exists (from " + TABLE + " made where made."
                + Sql.name(DecodedBatch.ORDINAL) + " = records.ordinal)";
        PartitionCounts.of(connection, left).forEach((partition, count) -> filtered.merge(partition, count, Long::sum));
        return filtered;
    }

    DecodedBatch of(DecodedBatch decoded, long rows, Map<Integer, Long> rejected, Map<Integer, Long> filtered) {
        return new DecodedBatch(connection, decoded.staged(), transform.output(), TABLE, rows, rejected, filtered);
    }

    private long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
