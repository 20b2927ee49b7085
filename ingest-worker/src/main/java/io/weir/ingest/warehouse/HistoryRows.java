package io.weir.ingest.warehouse;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.ValueType;
import io.weir.ingest.sink.Validity;
import io.weir.support.problem.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row for each version of a key: it holds from its event's sequence on until that of the key's next event, whichever comes
 * first. An event that comes late goes where its sequence is: the version that held there ends with it. One that deletes
 * leaves no row, and only ends what held; deletions are remembered beside the table, since what ends with one may come after it.
 *
 * <p>Of two events of a key with the same sequence the one that is read last is there, as if the other had never been. So
 * an event that is read again changes nothing.
 *
 * @param keys columns that are null in no row
 * @param sequence column that says when an event happened, null in no row either
 * @param deletion column that says whether an event deletes
 */
public record HistoryRows(
        List<String> keys, String sequence, @Nullable String deletion) implements ReplacingRows {

    /** Versions whose end may be another one after the batch: (keys, start, ordinal of new ones, end). */
    private static final String VERSIONS = "weir_versions";

    private static final String LATEST = KeyedRecords.TABLE;
    private static final String START = Sql.name(Validity.START);
    private static final String END = Sql.name(Validity.END);

    @Override
    public StructType recordColumns(StructType table) {
        return table.without(Validity.START).without(Validity.END);
    }

    @Override
    public StructType wanted(StructType present, StructType batch) {
        if (!present.fields().isEmpty() && !present.fields().keySet().containsAll(Validity.COLUMNS)) {
            throw new ProblemException(
                    IngestProblem.PIPELINE_INVALID,
                    "the table is there already, with rows that have no " + String.join(" and ", Validity.COLUMNS)
                            + "; versions need a table of their own");
        }
        Map<String, ValueType> wanted = new LinkedHashMap<>(batch.fields());
        ValueType type = Objects.requireNonNull(batch.fields().get(sequence));
        Validity.COLUMNS.forEach(column -> wanted.put(column, present.fields().getOrDefault(column, type)));
        return new StructType(wanted);
    }

    @Override
    public Optional<ReferredRows> referred(Connection connection, String table) throws SQLException {
        Map<String, String> places = new LinkedHashMap<>();
        keys.forEach(key -> places.put(key, key));
        places.put(sequence, Validity.START);
        Set<String> kept = new LinkedHashSet<>(places.keySet());
        kept.addAll(Validity.COLUMNS);
        return ReferredRows.of(connection, table, records(), places, kept);
    }

    @Override
    public void findLatest(Connection connection, String table, DecodedBatch batch) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            records().make(statement, batch, records().compared());
        }
    }

    private KeyedRecords records() {
        return new KeyedRecords(keys, sequence, deletion);
    }

    @Override
    public NewRows prepare(
            Connection connection, String table, DecodedBatch batch, Optional<ReferredRows> referred, boolean looking)
            throws SQLException {
        KeyedRecords records = records();
        String versions = WarehouseTable.qualified(connection, table);
        Deletions deletions = Deletions.of(table, keys, sequence);
        try (Statement statement = connection.createStatement()) {
            MergingTurns.claimAsBefore(statement, table);
            findLatest(connection, table, batch);
            if (referred.isPresent()) {
                referred.get().find(looking);
            }
            String replacing = referred.isEmpty() ? "true" : "not " + ReferredRows.STAYS;
            deletions.require(statement);
            removeSame(statement, deletions.qualified(), Sql.name(sequence), "true", records);
            deletions.add(statement, KeyedRecords.DELETES + " and " + replacing);
            removeSame(statement, versions, START, replacing, records);
            statement.execute("create or replace temp table " + VERSIONS + " as "
                    + ends(versions, deletions.qualified(), replacing, records));
            statement.execute("update " + versions + " as known set " + END + " = version.weir_end from " + VERSIONS
                    + " as version where " + records.sameKey("known", "version") + " and known." + START
                    + " = version.weir_start and version.weir_ordinal is null and known." + END
                    + " is distinct from version.weir_end");
        }
        return added(batch);
    }

    /** @param replacing condition for the records that count */
    private void removeSame(Statement statement, String table, String at, String replacing, KeyedRecords records)
            throws SQLException {
        statement.execute("delete from " + table + " as known using (from " + LATEST + " where " + replacing
                + ") as latest where "
                + records.sameKey("known", "latest") + " and known." + at + " = latest." + Sql.name(sequence));
    }

    /** Each version of the batch's keys that held at its first event or later, with the sequence of what ends it. */
    private String ends(String versions, String deletions, String replacing, KeyedRecords records) {
        String names = Sql.names(keys);
        String known = keys.stream()
                .map(key -> "known." + Sql.name(key))
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
        String at = Sql.name(sequence);
        String since = " as known join (select " + names + ", min(" + at + ") as weir_since from " + LATEST
                + " group by all) as touched on " + records.sameKey("known", "touched") + " and ";
        return "select * exclude (weir_gone) from (select *, lead(weir_start) over (partition by " + names
                + " order by weir_start) as weir_end from ("
                + "select " + known + ", known." + START
                + " as weir_start, null::bigint as weir_ordinal, false as weir_gone from " + versions + since
                + "(known." + END + " is null or known." + END + " > touched.weir_since)"
                + " union all select " + known + ", known." + at + ", null, true from " + deletions + since
                + "known." + at + " >= touched.weir_since"
                + " union all select " + names + ", " + at + ", " + KeyedRecords.ORDINAL + ", false from " + LATEST
                + " where not " + KeyedRecords.DELETES + " and " + replacing + ")) where not weir_gone";
    }

    private static NewRows added(DecodedBatch batch) {
        List<String> columns = new ArrayList<>(batch.columns().fields().keySet());
        columns.addAll(Validity.COLUMNS);
        return NewRows.of(
                columns,
                "(select records.*, version.weir_start as " + START + ", version.weir_end as " + END + " from "
                        + batch.relation() + " as records join " + VERSIONS + " as version on records."
                        + KeyedRecords.ORDINAL + " = version.weir_ordinal)");
    }
}
