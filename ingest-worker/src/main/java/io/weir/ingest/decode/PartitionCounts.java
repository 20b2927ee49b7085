package io.weir.ingest.decode;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** Counts records of a batch. */
public final class PartitionCounts {

    private PartitionCounts() {}

    /** How many rows of a relation each partition has, if it has any. */
    public static Map<Integer, Long> of(Connection connection, String relation) throws SQLException {
        Map<Integer, Long> counts = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select \"partition\", count(*) from " + relation + " group by all")) {
            while (rows.next()) {
                counts.put(rows.getInt(1), rows.getLong(2));
            }
        }
        return counts;
    }
}
