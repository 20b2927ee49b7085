package io.weir.ingest.warehouse;

import io.weir.ingest.progress.DeadLetter;
import io.weir.ingest.progress.DeadLetters;
import io.weir.support.paging.Page;
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

    private static final String ORDER = "order by \"partition\", sequence, recorded_at";

    /** Of payloads and reasons, after which a page ends: a thousand letters may be a gigabyte. */
    static final long MOST_BYTES = 8L << 20;

    private StoredDeadLetters() {}

    /**
     * Those of a pipeline in order of partition, sequence and time. A record that was read again after a reset has a letter of each
     * time.
     */
    public static Page<DeadLetter> list(Connection connection, String pipeline, PageRequest page) throws SQLException {
        return list(connection, "weir.dead_letter", pipeline, page);
    }

    /** The same out of a relation. Those that were written before letters told their pipeline count for any. */
    public static Page<DeadLetter> list(Connection connection, String relation, String pipeline, PageRequest page)
            throws SQLException {
        return new Transaction(connection, pipeline).look(() -> {
            Fitting fitting = fitting(connection, relation, pipeline, page);
            List<DeadLetter> letters = read(connection, relation, pipeline, page, fitting.letters());
            return new Page<>(
                    letters,
                    fitting.areAll() ? null : page.token(DeadLetters.position(letters.get(letters.size() - 1))));
        });
    }

    /**
     * How many letters a page has.
     *
     * @param areAll whether none comes after them
     */
    private record Fitting(int letters, boolean areAll) {}

    /** The letter that exceeds what a page may have is on it still: whatever its size, a page has one. */
    private static Fitting fitting(Connection connection, String relation, String pipeline, PageRequest page)
            throws SQLException {
        String sizes =
                "select \"partition\", sequence, recorded_at, coalesce(octet_length(payload), 0) + strlen(reason) as"
                        + " bytes" + those(relation);
        try (PreparedStatement statement =
                connection.prepareStatement("select count(*), count(*) filter (where coalesce(before, 0) < "
                        + MOST_BYTES + ") from (select sum(bytes)"
                        + " over (" + ORDER + " rows between unbounded preceding and 1 preceding) as before from ("
                        + sizes
                        + "))")) {
            place(statement, pipeline, page, page.rowsToRead());
            try (ResultSet counts = statement.executeQuery()) {
                counts.next();
                int letters = Math.min(counts.getInt(2), page.limit());
                return new Fitting(letters, letters == counts.getInt(1));
            }
        }
    }

    private static String those(String relation) {
        return " from " + relation + " where coalesce(pipeline = ?, true)"
                + " and (\"partition\", sequence, epoch_us(recorded_at)) > (?, ?, ?) " + ORDER + " limit ?";
    }

    private static void place(PreparedStatement statement, String pipeline, PageRequest page, int most)
            throws SQLException {
        long[] after = position(page.after());
        statement.setString(1, pipeline);
        statement.setLong(2, after[0]);
        statement.setLong(3, after[1]);
        statement.setLong(4, after[2]);
        statement.setInt(5, most);
    }

    private static List<DeadLetter> read(
            Connection connection, String relation, String pipeline, PageRequest page, int most) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select \"partition\", sequence, reason, payload, recorded_at" + those(relation))) {
            place(statement, pipeline, page, most);
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
