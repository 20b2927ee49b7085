package io.weir.ingest.warehouse;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.StaleOwnerException;
import io.weir.ingest.sink.Watermark;
import io.weir.ingest.stage.PartitionShare;
import io.weir.ingest.stage.Payloads;
import java.nio.ByteBuffer;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters on their way back: those of the pipeline's generation, in order of partition and sequence, some at a time. Rows that
 * become of them are written, and their letters removed, in one transaction, together with the counts.
 *
 * <p>It owns the partitions meanwhile, as a worker would: who wrote there before writes nothing any more, and of two who
 * replay at the same time one changes nothing.
 */
public final class LetterReplay {

    private static final String OF_OWNER = "pipeline = ? and coalesce(generation, 0) = ";

    private final Connection connection;
    private final Owner owner;
    private final String table;
    private final RowWriter writer;
    private final long[] after;
    private long[] last;

    /**
     * Begins after a place.
     *
     * @param connection on which the letters will be decoded
     * @param after place of the last letter that was taken before, as {@link #place} says it; null for none
     */
    public LetterReplay(Connection connection, Owner owner, String table, RowWriter writer, @Nullable String after) {
        this.connection = connection;
        this.owner = owner;
        this.table = table;
        this.writer = writer;
        this.after = StoredDeadLetters.position(after);
        this.last = this.after;
    }

    /** Hands over letters until there are so many, or so many bytes of them. */
    public int take(int most, long mostBytes, Payloads payloads) throws SQLException {
        int taken = 0;
        long bytes = 0;
        try (PreparedStatement statement = connection.prepareStatement("select \"partition\", sequence, payload from"
                + " weir.dead_letter where " + OF_OWNER + generation()
                + " and (\"partition\", sequence) > (?, ?) order by \"partition\", sequence limit ?")) {
            statement.setString(1, owner.pipeline());
            statement.setLong(2, after[0]);
            statement.setLong(3, after[1]);
            statement.setInt(4, most);
            try (ResultSet letters = statement.executeQuery()) {
                while (bytes < mostBytes && letters.next()) {
                    ByteBuffer payload = bytes(letters.getBlob("payload"));
                    bytes += payload == null ? 0 : payload.remaining();
                    last = new long[] {letters.getInt("partition"), letters.getLong("sequence")};
                    payloads.add(letters.getInt("partition"), letters.getLong("sequence"), payload);
                    taken++;
                }
            }
        }
        return taken;
    }

    private static @Nullable ByteBuffer bytes(@Nullable Blob payload) throws SQLException {
        return payload == null ? null : ByteBuffer.wrap(payload.getBytes(1, Math.toIntExact(payload.length())));
    }

    /** The place of the last letter that was taken. */
    public String place() {
        return last[0] + ":" + last[1];
    }

    /** Whether there are letters after the last one that was taken. */
    public boolean hasMore() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select exists (from weir.dead_letter where "
                + OF_OWNER + generation() + " and (\"partition\", sequence) > (?, ?))")) {
            statement.setString(1, owner.pipeline());
            statement.setLong(2, last[0]);
            statement.setLong(3, last[1]);
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return found.getBoolean(1);
            }
        }
    }

    /** The generation of a letter's partition. */
    private String generation() {
        return owner.generations().sql("\"partition\"");
    }

    /** Takes the partitions of letters. To be done before they are decoded. */
    public Map<Integer, Watermark> claim(Set<Integer> partitions) throws SQLException {
        return new Watermarks(connection, owner).claim(partitions);
    }

    /**
     * Writes what became of the letters that were taken; those that are rejected once more stay as they are.
     *
     * @param claimed the watermarks of their partitions
     * @throws StaleOwnerException if somebody else took a letter or a partition since
     */
    public void write(DecodedBatch batch, Map<Integer, Watermark> claimed) throws SQLException {
        new Transaction(connection, owner.pipeline()).run(() -> {
            if (batch.rows() > 0) {
                new WarehouseTable(connection, table).require(writer, batch.columns());
                writer.write(connection, table, batch);
            }
            remove(batch);
            advance(batch, claimed);
            return batch;
        });
    }

    private void remove(DecodedBatch batch) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("delete from weir.dead_letter where " + OF_OWNER
                + generation() + " and (\"partition\", sequence) > (?, ?)"
                // DuckDB has no range of pairs.
                + " and (\"partition\" < ? or (\"partition\" = ? and sequence <= ?))"
                + " and (\"partition\", sequence) not in (select (\"partition\", sequence) from "
                + DecodedBatch.REJECTED
                + ")")) {
            statement.setString(1, owner.pipeline());
            statement.setLong(2, after[0]);
            statement.setLong(3, after[1]);
            statement.setLong(4, last[0]);
            statement.setLong(5, last[0]);
            statement.setLong(6, last[1]);
            long expected = batch.staged().records() - batch.rejectedRecords();
            long removed = statement.executeLargeUpdate();
            if (removed != expected) {
                throw new StaleOwnerException("of " + expected + " dead letters of pipeline " + owner.pipeline() + " "
                        + removed + " are there");
            }
        }
    }

    private void advance(DecodedBatch batch, Map<Integer, Watermark> claimed) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(Watermarks.ADVANCE)) {
            for (PartitionShare share : batch.staged().shares().values()) {
                Watermark before = claimed.getOrDefault(share.partition(), Watermark.START);
                Watermark after = before.replaying(share, batch);
                Watermarks.advance(update, owner.pipeline(), share.partition(), before, after);
            }
        }
    }
}
