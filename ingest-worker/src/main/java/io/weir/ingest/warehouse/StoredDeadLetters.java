package io.weir.ingest.warehouse;

import io.weir.ingest.progress.DeadLetter;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The dead letters in a warehouse, and those that lie in Delta tables. */
public final class StoredDeadLetters {

    private static final Pattern POSITION = Pattern.compile("(\\d{1,9}):(\\d{1,18})(?::(-?\\d{1,18}))?");

    private StoredDeadLetters() {}

    /**
     * Those of a pipeline in order of partition, sequence and time, one more than the page takes. A record that was read
     * again after a reset has a letter of each time.
     */
    public static List<DeadLetter> list(Connection connection, String pipeline, PageRequest page) throws SQLException {
        return list(connection, "weir.dead_letter", pipeline, page);
    }

    /** The same out of a relation. Those that were written before letters told their pipeline count for any. */
    public static List<DeadLetter> list(Connection connection, String relation, String pipeline, PageRequest page)
            throws SQLException {
        long[] after = position(page.after());
        try (PreparedStatement statement = connection.prepareStatement("""
                        select "partition", sequence, reason, payload, recorded_at from %s
                        where coalesce(pipeline = ?, true) and ("partition", sequence, epoch_us(recorded_at)) > (?, ?, ?)
                        order by "partition", sequence, recorded_at limit ?""".formatted(relation))) {
            statement.setString(1, pipeline);
            statement.setLong(2, after[0]);
            statement.setLong(3, after[1]);
            statement.setLong(4, after[2]);
            statement.setInt(5, page.limit() + 1);
            return read(statement);
        }
    }

    private static List<DeadLetter> read(PreparedStatement statement) throws SQLException {
        List<DeadLetter> letters = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                letters.add(new DeadLetter(
                        rows.getInt("partition"),
                        rows.getLong("sequence"),
                        rows.getString("reason"),
                        text(rows.getBlob("payload")),
                        rows.getObject("recorded_at", OffsetDateTime.class).toInstant()));
            }
        }
        return letters;
    }

    /** What is not UTF-8 in it shows as replacement characters; the table has the bytes. */
    private static String text(@Nullable Blob payload) throws SQLException {
        return payload == null
                ? ""
                : new String(payload.getBytes(1, Math.toIntExact(payload.length())), StandardCharsets.UTF_8);
    }

    /** What a page begins after: partition, sequence and time in microseconds. */
    public static long[] position(@Nullable String after) {
        if (after == null) {
            return new long[] {-1, -1, 0};
        }
        Matcher position = POSITION.matcher(after);
        if (!position.matches()) {
            throw ProblemException.invalid(
                    "pageToken", "is not a token of this list", after, "the nextPageToken of the page before");
        }
        String time = position.group(3);
        return new long[] {
            Long.parseLong(position.group(1)),
            Long.parseLong(position.group(2)),
            time == null ? Long.MAX_VALUE : Long.parseLong(time)
        };
    }
}
