package io.weir.ingest.sink;

import io.weir.ingest.decode.Sql;
import io.weir.ingest.stage.Envelope;
import io.weir.ingest.stage.Payloads;
import io.weir.ingest.stage.StreamSide;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a pipeline's dead letters in order, some at a time, as the records that they were. */
public final class LetterCursor {

    private final Connection connection;
    private final String letters;
    private final Set<StreamSide> enveloped;
    private final long[] after;
    private long[] last;

    /** Of records that are all more than their payloads, or all not. */
    public LetterCursor(
            Connection connection, String relation, Owner owner, boolean enveloped, long partition, long sequence) {
        this(connection, relation, owner, enveloped ? Set.of(StreamSide.values()) : Set.of(), partition, sequence);
    }

    /**
     * Begins after a place.
     *
     * @param relation what has the letters, of other pipelines, too
     * @param enveloped streams whose records are more than their payloads; of letters that do not tell what else they were, none
     *     is read
     * @param partition of the last letter that was taken before; -1 for none
     */
    public LetterCursor(
            Connection connection,
            String relation,
            Owner owner,
            Set<StreamSide> enveloped,
            long partition,
            long sequence) {
        this.connection = connection;
        this.letters = relation + " where pipeline = " + Sql.text(owner.pipeline()) + " and coalesce(generation, 0) = "
                + owner.generations().sql("\"partition\"") + readable(enveloped);
        this.enveloped = Set.copyOf(enveloped);
        this.after = new long[] {partition, sequence};
        this.last = after;
    }

    private static String readable(Set<StreamSide> enveloped) {
        if (enveloped.isEmpty()) {
            return "";
        }
        String others = enveloped.contains(StreamSide.LEFT) ? " >= " : " < ";
        return " and (attributes is not null"
                + (enveloped.size() == 1 ? " or \"partition\"" + others + StreamSide.FIRST_OF_RIGHT : "") + ")";
    }

    /** Hands over letters of one stream until there are so many, or so many bytes of them. */
    public int take(int most, long mostBytes, Payloads payloads) throws SQLException {
        int taken = 0;
        long bytes = 0;
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select \"partition\", sequence, payload, attributes from "
                        + following() + " order by \"partition\", sequence limit " + most)) {
            while (bytes < mostBytes && found.next()) {
                int partition = found.getInt("partition");
                if (taken > 0 && StreamSide.of(partition) != StreamSide.of((int) last[0])) {
                    break;
                }
                ByteBuffer record = record(found);
                bytes += record == null ? 0 : record.remaining();
                last = new long[] {partition, found.getLong("sequence")};
                payloads.add(partition, found.getLong("sequence"), record);
                taken++;
            }
        }
        return taken;
    }

    private @Nullable ByteBuffer record(ResultSet letter) throws SQLException {
        Blob payload = letter.getBlob("payload");
        ByteBuffer bytes =
                payload == null ? null : ByteBuffer.wrap(payload.getBytes(1, Math.toIntExact(payload.length())));
        return enveloped.contains(StreamSide.of(letter.getInt("partition")))
                ? Envelope.seal(letter.getString("attributes").getBytes(StandardCharsets.UTF_8), bytes)
                : bytes;
    }

    /** The place of the last letter that was taken. */
    public String place() {
        return last[0] + ":" + last[1];
    }

    /** Whether there are letters after the last one that was taken. */
    public boolean hasMore() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select exists (from " + letters + after(last) + ")")) {
            found.next();
            return found.getBoolean(1);
        }
    }

    /** How many letters there are of each partition, wherever this begins. */
    public Map<Integer, Long> counts() throws SQLException {
        Map<Integer, Long> counts = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "select \"partition\", count(*) from " + letters + " group by \"partition\"")) {
            while (found.next()) {
                counts.put(found.getInt(1), found.getLong(2));
            }
        }
        return counts;
    }

    private String following() {
        return letters + after(after);
    }

    private static String after(long[] place) {
        return " and (\"partition\", sequence) > (" + place[0] + ", " + place[1] + ")";
    }

    /** A relation and its condition: the letters that were taken. */
    public String taken() {
        // DuckDB has no range of pairs.
        return following() + " and (\"partition\" < " + last[0] + " or (\"partition\" = " + last[0]
                + " and sequence <= " + last[1] + "))";
    }
}
