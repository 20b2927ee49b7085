package io.weir.ingest.warehouse;

import io.weir.ingest.sink.StaleOwnerException;
import io.weir.ingest.sink.Watermark;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The watermarks of one pipeline in a warehouse. */
final class Watermarks {

    /** Sets the epoch, too: DuckDB finds conflicts by column, and the epoch is what a new owner changes. */
    static final String ADVANCE = """
            update weir.watermark set epoch = ?, sequence = ?, written = ?, dead_lettered = ?, filtered = ?, bytes = ?,
                batches = ?, updated_at = now()
            where pipeline = ? and "partition" = ? and epoch = ? and sequence = ?""";

    private static final String CLAIM = """
            insert into weir.watermark
                (pipeline, "partition", epoch, sequence, written, dead_lettered, filtered, bytes, batches, updated_at)
            select ?, unnest(%s), 1, -1, 0, 0, 0, 0, 0, now()
            on conflict (pipeline, "partition") do update set epoch = epoch + 1, updated_at = now()
            returning *""";

    private final Connection connection;
    private final String pipeline;

    Watermarks(Connection connection, String pipeline) {
        this.connection = connection;
        this.pipeline = pipeline;
    }

    /** Raises the epoch of each partition, in one statement: a disk may take longer to confirm it than all else takes. */
    Map<Integer, Watermark> claim(Set<Integer> partitions) throws SQLException {
        Map<Integer, Watermark> claimed = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                CLAIM.formatted(partitions.stream().sorted().toList()))) {
            statement.setString(1, pipeline);
            read(statement, claimed);
        }
        return claimed;
    }

    Map<Integer, Watermark> all() throws SQLException {
        Map<Integer, Watermark> all = new TreeMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement("select * from weir.watermark where pipeline = ?")) {
            statement.setString(1, pipeline);
            read(statement, all);
        }
        return all;
    }

    private static void read(PreparedStatement statement, Map<Integer, Watermark> into) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                into.put(
                        rows.getInt("partition"),
                        new Watermark(
                                rows.getLong("epoch"),
                                rows.getLong("sequence"),
                                rows.getLong("written"),
                                rows.getLong("dead_lettered"),
                                rows.getLong("filtered"),
                                rows.getLong("bytes"),
                                rows.getLong("batches")));
            }
        }
    }

    /** Compares epoch and sequence, and sets. */
    static void advance(PreparedStatement update, String pipeline, int partition, Watermark before, Watermark after)
            throws SQLException {
        update.setLong(1, after.epoch());
        update.setLong(2, after.sequence());
        update.setLong(3, after.written());
        update.setLong(4, after.deadLettered());
        update.setLong(5, after.filtered());
        update.setLong(6, after.bytes());
        update.setLong(7, after.batches());
        update.setString(8, pipeline);
        update.setInt(9, partition);
        update.setLong(10, before.epoch());
        update.setLong(11, before.sequence());
        if (update.executeUpdate() != 1) {
            throw new StaleOwnerException("partition " + partition + " of pipeline " + pipeline
                    + " is not owned any more at epoch " + before.epoch() + " and sequence " + before.sequence());
        }
    }
}
