package io.weir.ingest.warehouse;

import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.StaleOwnerException;
import io.weir.ingest.sink.Watermark;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The watermarks of one pipeline in a warehouse.
 *
 * <p>Each change of one is an update in its place, which another such update of the same column conflicts with. An update
 * with {@code returning}, or an upsert with it, is in DuckDB a deletion and an insertion where a table has a key; those
 * conflict with each other but with no update in place, so that one of two owners would lose what it committed
 * (<a href="https://github.com/duckdb/duckdb/issues/17223">duckdb#17223</a>).
 */
final class Watermarks {

    /** Sets the epoch, too: DuckDB finds conflicts by column, and the epoch is what a new owner changes. */
    static final String ADVANCE = """
            update weir.watermark set epoch = ?, sequence = ?, written = ?, dead_lettered = ?, filtered = ?, bytes = ?,
                batches = ?, broken = ?, branches = ?, updated_at = now()
            where pipeline = ? and "partition" = ? and epoch = ? and sequence = ?""";

    /** For a partition that nobody took before. */
    private static final String ADD = """
            insert into weir.watermark (pipeline, "partition", generation,
                epoch, sequence, written, dead_lettered, filtered, bytes, batches, updated_at)
            select ?, unnest(%s), unnest(%s), 0, -1, 0, 0, 0, 0, 0, now()
            on conflict do nothing""";

    /** A generation begins with nothing, in the very change that ends the one before. */
    private static final String BEGIN = """
            update weir.watermark set generation = ?, sequence = -1, written = 0, dead_lettered = 0,
                filtered = 0, bytes = 0, batches = 0, broken = null, branches = null
            where pipeline = ? and "partition" = ? and generation < ?""";

    /** Of partitions, in whatever generation: a claim that finds a later one is taken back as a whole. */
    private static final String CLAIM = """
            update weir.watermark set epoch = epoch + 1, updated_at = now()
            where pipeline = ? and list_contains(%s, "partition")""";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Long>> COUNTS = new TypeReference<>() {};

    private final Connection connection;
    private final Owner owner;

    Watermarks(Connection connection, Owner owner) {
        this.connection = connection;
        this.owner = owner;
    }

    /**
     * Raises the epoch of each partition, in one transaction: a disk may take longer to confirm it than all else takes.
     *
     * @throws StaleOwnerException if one is in a later generation, or is taken by somebody else at the same moment
     */
    Map<Integer, Watermark> claim(Set<Integer> partitions) throws SQLException {
        List<Integer> sorted = partitions.stream().sorted().toList();
        return new Transaction(connection, owner.pipeline()).run(() -> {
            List<Long> generations = sorted.stream().map(owner::generation).toList();
            execute(ADD.formatted(sorted, generations));
            begin(sorted);
            execute(CLAIM.formatted(sorted));
            Map<Integer, Watermark> claimed = all();
            claimed.keySet().retainAll(partitions);
            for (int partition : sorted) {
                if (!claimed.containsKey(partition)) {
                    throw owner.overtaken(partition);
                }
            }
            return claimed;
        });
    }

    private void execute(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, owner.pipeline());
            statement.executeUpdate();
        }
    }

    private void begin(List<Integer> partitions) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
            for (int partition : partitions) {
                long generation = owner.generation(partition);
                if (generation > 0) {
                    statement.setLong(1, generation);
                    statement.setString(2, owner.pipeline());
                    statement.setInt(3, partition);
                    statement.setLong(4, generation);
                    statement.executeUpdate();
                }
            }
        }
    }

    Map<Integer, Watermark> all() throws SQLException {
        Map<Integer, Watermark> all = new TreeMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement("select * from weir.watermark where pipeline = ?")) {
            statement.setString(1, owner.pipeline());
            read(statement, all);
        }
        return all;
    }

    /** Reads those of the owner's generation. */
    private void read(PreparedStatement statement, Map<Integer, Watermark> into) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                int partition = rows.getInt("partition");
                if (rows.getLong("generation") != owner.generation(partition)) {
                    continue;
                }
                into.put(
                        partition,
                        new Watermark(
                                rows.getLong("epoch"),
                                rows.getLong("sequence"),
                                rows.getLong("written"),
                                rows.getLong("dead_lettered"),
                                rows.getLong("filtered"),
                                rows.getLong("bytes"),
                                rows.getLong("batches"),
                                counts(rows.getString("broken")),
                                counts(rows.getString("branches"))));
            }
        }
    }

    private static Map<String, Long> counts(@Nullable String kept) {
        return kept == null ? Map.of() : JSON.readValue(kept, COUNTS);
    }

    private static @Nullable String kept(Map<String, Long> counts) {
        return counts.isEmpty() ? null : JSON.writeValueAsString(counts);
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
        update.setString(8, kept(after.broken()));
        update.setString(9, kept(after.branches()));
        update.setString(10, pipeline);
        update.setInt(11, partition);
        update.setLong(12, before.epoch());
        update.setLong(13, before.sequence());
        if (update.executeUpdate() != 1) {
            throw new StaleOwnerException("partition " + partition + " of pipeline " + pipeline
                    + " is not owned any more at epoch " + before.epoch() + " and sequence " + before.sequence());
        }
    }
}
