package io.weir.ingest.decode;

import io.weir.ingest.stage.Positions;
import io.weir.ingest.stage.StagedBatch;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** The records of a batch as their format reads them: a temporary table with one row for each. */
final class RawRecords {

    /** (ordinal, partition, sequence, payload, attributes, text, reason, skipped). */
    static final String TABLE = "weir_raw";

    private static final String BYTES = TABLE + "_bytes";
    private static final String QUOTED = TABLE + "_quoted";

    /** What {@link LongNumbers} takes for long, and more. */
    private static final String LONG = Sql.text("[0-9][0-9.]{15}|[0-9][eE][-+]?[0-9]{3}");

    private RawRecords() {}

    /** Makes the table anew out of a batch. */
    static void load(Connection connection, Decoding decoding, StagedBatch batch) throws SQLException {
        Format format = decoding.format();
        try (Statement statement = connection.createStatement()) {
            statement.execute("create or replace temp table " + BYTES
                    + " (ordinal integer, \"partition\" integer, sequence bigint, payload blob"
                    + (format.enveloped() ? ", attributes varchar" : "")
                    + (format.translation().isPresent()
                            ? ", " + TranslatedFormat.TEXT + " varchar, " + TranslatedFormat.REFUSED + " varchar)"
                            : ")"));
            append(connection, format, batch);
            statement.execute("create or replace temp table " + TABLE
                    + " as select ordinal, \"partition\", sequence, payload, "
                    + (format.enveloped() ? "attributes" : "null::varchar as attributes")
                    + ", text, skipped, case when skipped then null"
                    + " when reason is not null then reason else " + decoding.refusal() + " end as reason from "
                    + read(format));
            statement.execute("drop table " + BYTES);
        }
    }

    private static String read(Format format) {
        String relation = "(select *, try(decode(payload)) as body from " + BYTES + ")";
        for (String part : format.parts()) {
            relation = "(select *, " + part + " from " + relation + ")";
        }
        return "(select *, " + format.json() + " as text, " + format.refusal() + " as reason, coalesce("
                + format.skips() + ", false) as skipped from " + relation + ")";
    }

    /** Has numbers that are to be wide decimals as text; looks only at records with a number that is long. */
    static void quote(Connection connection, QuotedDecimals decimals) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create or replace temp table " + QUOTED + " (ordinal integer, text varchar)");
            try (ResultSet records = statement.executeQuery(
                            "select ordinal, text from " + TABLE + " where regexp_matches(text, " + LONG + ")");
                    DuckDBAppender appender =
                            connection.unwrap(DuckDBConnection.class).createAppender("temp", "main", QUOTED)) {
                while (records.next()) {
                    byte[] quoted = decimals.quote(records.getString(2).getBytes(StandardCharsets.UTF_8));
                    appender.beginRow().append(records.getInt(1)).append(new String(quoted, StandardCharsets.UTF_8));
                    appender.endRow();
                }
            }
            statement.execute("update " + TABLE + " set text = quoted.text from " + QUOTED + " quoted where " + TABLE
                    + ".ordinal = quoted.ordinal");
            statement.execute("drop table " + QUOTED);
        }
    }

    /** Bytes of the longest JSON object in the table. */
    static int largest(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet largest =
                        statement.executeQuery("select coalesce(max(strlen(text)), 0)::integer from " + TABLE)) {
            largest.next();
            return largest.getInt(1);
        }
    }

    private static void append(Connection connection, Format format, StagedBatch batch) throws SQLException {
        Positions positions = batch.positions();
        Translation translation = format.translation().orElse(null);
        try (DuckDBAppender appender =
                connection.unwrap(DuckDBConnection.class).createAppender("temp", "main", BYTES)) {
            BatchRecords.<SQLException>each(batch, format.enveloped(), (ordinal, payload, attributes) -> {
                appender.beginRow()
                        .append(ordinal)
                        .append(positions.partition(ordinal))
                        .append(positions.sequence(ordinal));
                appendPayload(appender, payload);
                if (format.enveloped()) {
                    appendText(appender, attributes);
                }
                if (translation != null) {
                    appendTranslated(appender, translation, payload, attributes);
                }
                appender.endRow();
            });
        }
    }

    private static void appendTranslated(
            DuckDBAppender appender, Translation translation, byte @Nullable [] payload, @Nullable String attributes)
            throws SQLException {
        String text = null;
        String refused = null;
        try {
            text = payload == null
                    ? null
                    : new String(translation.translate(payload, attributes), StandardCharsets.UTF_8);
        } catch (UnreadableRecordException unreadable) {
            refused = unreadable.reason();
        }
        appendText(appender, text);
        appendText(appender, refused);
    }

    private static void appendText(DuckDBAppender appender, @Nullable String text) throws SQLException {
        if (text == null) {
            appender.appendNull();
        } else {
            appender.append(text);
        }
    }

    private static void appendPayload(DuckDBAppender appender, byte @Nullable [] payload) throws SQLException {
        if (payload == null) {
            appender.appendNull();
        } else {
            appender.append(payload);
        }
    }
}
