package io.weir.ingest.decode;

import io.weir.ingest.stage.Envelope;
import io.weir.ingest.stage.Positions;
import io.weir.ingest.stage.StagedBatch;
import io.weir.ingest.stage.StagedPayloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** The records of a batch as their format reads them: a temporary table with one row for each. */
final class RawRecords {

    /** (ordinal, partition, sequence, payload, text, reason, skipped). */
    static final String TABLE = "weir_raw";

    private static final String BYTES = TABLE + "_bytes";

    private RawRecords() {}

    /** Makes the table anew out of a batch. */
    static void load(Connection connection, Decoding decoding, StagedBatch batch) throws SQLException {
        Format format = decoding.format();
        try (Statement statement = connection.createStatement()) {
            statement.execute("create or replace temp table " + BYTES
                    + " (ordinal integer, \"partition\" integer, sequence bigint, payload blob"
                    + (format.enveloped() ? ", attributes varchar)" : ")"));
            append(connection, format.enveloped(), batch);
            statement.execute("create or replace temp table " + TABLE
                    + " as select ordinal, \"partition\", sequence, payload, text, skipped, case when skipped then null"
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

    /** Bytes of the longest JSON object in the table. */
    static int largest(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet largest =
                        statement.executeQuery("select coalesce(max(strlen(text)), 0)::integer from " + TABLE)) {
            largest.next();
            return largest.getInt(1);
        }
    }

    private static void append(Connection connection, boolean enveloped, StagedBatch batch) throws SQLException {
        Positions positions = batch.positions();
        try (DuckDBAppender appender = connection.unwrap(DuckDBConnection.class).createAppender("temp", "main", BYTES);
                StagedPayloads payloads = batch.payloads()) {
            for (int ordinal = 0; ordinal < positions.size(); ordinal++) {
                appender.beginRow()
                        .append(ordinal)
                        .append(positions.partition(ordinal))
                        .append(positions.sequence(ordinal));
                int length = positions.length(ordinal);
                if (enveloped) {
                    Envelope envelope = Envelope.read(payloads.next(length));
                    appendPayload(appender, envelope.payload());
                    appender.append(envelope.attributes());
                } else {
                    appendPayload(appender, length == Positions.TOMBSTONE ? null : payloads.next(length));
                }
                appender.endRow();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("staged files " + batch.files() + " could not be read", failed);
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
