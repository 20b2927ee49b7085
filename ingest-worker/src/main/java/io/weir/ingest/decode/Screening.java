package io.weir.ingest.decode;

import io.weir.ingest.stage.StagedBatch;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Finds which records of a batch cannot be decoded and why, in a few statements over all of them. Only a batch that
 * could not be read at once comes here, which is much slower: some five times, and more in formats other than JSON.
 */
final class Screening {

    private static final String RAW = RawRecords.TABLE;
    private static final String TEXT = "replace(replace(text, chr(10), ' '), chr(13), ' ')";

    private static final String INSIDE = "substr(ltrim(" + TEXT + ", ' ' || chr(9)), 2)";

    private final Connection connection;
    private final Decoding decoding;
    private final Path accepted;
    private Map<Integer, Long> filtered = Map.of();

    Screening(Connection connection, Decoding decoding, Path accepted) {
        this.connection = connection;
        this.decoding = decoding;
        this.accepted = accepted;
    }

    /** Starts over with no record rejected. */
    void clear() throws SQLException {
        filtered = Map.of();
        execute("create or replace temp table " + DecodedBatch.REJECTED
                + " (ordinal integer, \"partition\" integer, sequence bigint, payload blob, reason varchar,"
                + " attributes varchar)");
    }

    /**
     * Takes in a batch's records; rejects those that are none of the format, and counts those that it leaves out.
     *
     * @param columns that the records are to have
     * @return bytes of the longest JSON object
     */
    int load(StagedBatch batch, StructType columns) throws SQLException {
        RawRecords.load(connection, decoding, batch);
        execute("insert into " + DecodedBatch.REJECTED
                + " select ordinal, \"partition\", sequence, payload, reason, attributes from " + RAW
                + " where reason is not null");
        filtered = PartitionCounts.of(connection, RAW + " where skipped");
        execute("delete from " + RAW + " where reason is not null or skipped");
        if (decoding.format().direct() && !WideDecimals.of(columns).isEmpty()) {
            RawRecords.quote(connection, new QuotedDecimals(columns));
        }
        return RawRecords.largest(connection);
    }

    /** Rejects the records with a value that does not fit its column, and names the column. */
    void rejectMisfits(StructType columns) throws SQLException {
        Map<String, String> misfits = new LinkedHashMap<>();
        columns.misfits("text", decoding.closed() ? JsonPath.LENIENT_ROOT : JsonPath.ROOT, misfits);
        reject(misfits.entrySet().stream()
                .map(misfit -> " when " + misfit.getValue() + " then " + misfit.getKey())
                .collect(Collectors.joining("", "case", " end")));
    }

    /**
     * Rejects the records with a key at their top that may not be there, and names the first. Those below are misfits.
     *
     * @return whether there are such keys
     */
    boolean rejectKeys(StructType columns) throws SQLException {
        boolean refused = decoding.unknown() == UnknownKeys.REFUSED;
        if (refused) {
            rejectKeys("not list_contains(" + list(columns.fields().keySet()) + ", k)", "which is no column");
        }
        if (!decoding.reserved().isEmpty()) {
            rejectKeys(
                    "list_contains(" + list(decoding.reserved()) + ", lower(k))", "which the pipeline writes itself");
        }
        return refused || !decoding.reserved().isEmpty();
    }

    /**
     * Rejects the records with a key that would be taken for a column of Weir's own. To be done before they are read: where a record is
     * in its batch is written into it as such a one.
     *
     * @param columns that are there all the same, since a table had them before
     */
    void rejectOwn(StructType columns) throws SQLException {
        if (decoding.closed()) {
            // Such a key is left out as any other.
            return;
        }
        String own = "lower(k) = " + Sql.text(DecodedBatch.ORDINAL);
        if (decoding.unknown() == UnknownKeys.ADDED) {
            own += " or (starts_with(lower(k), " + Sql.text(DecodedBatch.OWN) + ") and not list_contains("
                    + list(columns.fields().keySet()) + ", k))";
        }
        // A look at the whole text first, which costs less than a look at the keys; these may have escapes in them.
        String likely = "case when contains(lower(text), " + Sql.text(DecodedBatch.OWN)
                + ") or contains(text, '\\u') then json_keys(text) end";
        rejectKeys(likely, own, "which is one of Weir's own");
    }

    private static String list(Collection<String> keys) {
        return keys.stream().map(Sql::text).collect(Collectors.joining(", ", "[", "]::varchar[]"));
    }

    private void rejectKeys(String condition, String why) throws SQLException {
        rejectKeys("json_keys(text)", condition, why);
    }

    private void rejectKeys(String all, String condition, String why) throws SQLException {
        String keys = "list_filter(" + all + ", lambda k: " + condition + ")";
        reject("case when len(" + keys + ") > 0 then '$ has the key ' || to_json(left(" + keys
                + "[1], 100))::varchar || " + Sql.text(", " + why) + " end");
    }

    private void reject(String reason) throws SQLException {
        execute("insert into " + DecodedBatch.REJECTED + " select * from (select ordinal, \"partition\", sequence,"
                + " payload, " + reason + " as reason, attributes from " + RAW + ") where reason is not null");
        execute("delete from " + RAW + " where ordinal in (select ordinal from " + DecodedBatch.REJECTED + ")");
    }

    void rejectAll(String reason) throws SQLException {
        reject(Sql.text(reason));
    }

    /** Rejects one record. */
    void reject(int ordinal, String reason) throws SQLException {
        reject("case when ordinal = " + ordinal + " then " + Sql.text(reason) + " end");
    }

    /** The ordinals of the records that are not rejected. */
    int[] acceptedOrdinals() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select ordinal from " + RAW + " order by ordinal")) {
            java.util.stream.IntStream.Builder ordinals = java.util.stream.IntStream.builder();
            while (rows.next()) {
                ordinals.add(rows.getInt(1));
            }
            return ordinals.build().toArray();
        }
    }

    /** Writes the records with these ordinals that are not rejected, one a line. */
    List<Path> write(int firstOrdinal, int lastOrdinal) throws SQLException {
        // Valid JSON has line breaks between its tokens only, and no control character at all within them.
        execute("copy (select " + (decoding.ordered() ? placed() : TEXT) + " from " + RAW + " where ordinal between "
                + firstOrdinal + " and "
                + lastOrdinal + " order by ordinal) to " + Sql.text(accepted.toString())
                + " (format csv, header false, quote '', escape '', delimiter '\u0001')");
        return List.of(accepted);
    }

    /** The text with where in the batch the record was. */
    private String placed() {
        return "'{" + JsonPath.quote(decoding.place()) + ":' || ordinal || case when ltrim(" + INSIDE
                + ", ' ' || chr(9)) like '}%' then '' else ',' end || " + INSIDE;
    }

    /** How many records of each partition are rejected. */
    Map<Integer, Long> rejected() throws SQLException {
        return PartitionCounts.of(connection, DecodedBatch.REJECTED);
    }

    /** How many records of each partition are neither rows nor rejected. */
    Map<Integer, Long> filtered() {
        return filtered;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
