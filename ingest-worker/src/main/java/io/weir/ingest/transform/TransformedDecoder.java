package io.weir.ingest.transform;

import io.weir.ingest.decode.BatchCounts;
import io.weir.ingest.decode.BatchDecoder;
import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Decoder;
import io.weir.ingest.decode.Decoding;
import io.weir.ingest.decode.Format;
import io.weir.ingest.decode.PartitionCounts;
import io.weir.ingest.decode.RequiredColumns;
import io.weir.ingest.decode.RowOrder;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.stage.StagedBatch;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Decodes batches and has their rows go through a transform.
 *
 * <p>A healthy batch is one statement more. What DuckDB reads the fast way does not say which record a row is of; where that
 * must be known, since a row failed or rows of several partitions were left out, the batch is decoded record by record.
 *
 * <p>Branches make rows of further tables out of the same records, a statement more each. A record that fails in one of them is
 * rejected, and in none of the tables; what a branch leaves out is counted nowhere, since the first table's rows are what is counted.
 */
public final class TransformedDecoder implements BatchDecoder {

    private final Connection connection;
    private final References references;
    private final Transform transform;
    private final RequiredColumns required;
    private final Decoder fast;
    private final Decoder placed;
    private final boolean ordered;
    private final Outcome outcome;
    private final List<Branch> branches;
    private final List<String> tables;
    private final List<Outcome> branched;

    /** One without branches. */
    public TransformedDecoder(
            Connection connection,
            Format format,
            References references,
            Transform transform,
            RequiredColumns required,
            boolean ordered,
            Path prototype,
            Path accepted)
            throws SQLException {
        this(connection, format, references, transform, required, List.of(), ordered, prototype, accepted);
    }

    /**
     * @param references what records are looked up in before they are transformed
     * @param required columns of the transform that are null in no row
     * @param branches what makes rows of further tables
     * @param ordered whether rows must say in which order they were read
     * @param prototype a file to be used freely
     * @param accepted another one
     */
    public TransformedDecoder(
            Connection connection,
            Format format,
            References references,
            Transform transform,
            RequiredColumns required,
            List<Branch> branches,
            boolean ordered,
            Path prototype,
            Path accepted)
            throws SQLException {
        this.connection = connection;
        this.references = references;
        this.transform = transform;
        this.required = required;
        this.ordered = ordered;
        this.fast =
                new Decoder(connection, Decoding.closed(format, RowOrder.ANY), StructType.EMPTY, prototype, accepted);
        this.placed = new Decoder(
                connection, Decoding.closed(format, RowOrder.TRACED), StructType.EMPTY, prototype, accepted);
        this.outcome = Outcome.own(connection, transform, required);
        this.branches = branches;
        this.tables = branches.stream().map(Branch::table).toList();
        this.branched = Outcome.of(connection, branches);
        // Times without a zone mean the same wherever a worker runs.
        execute("set TimeZone = 'UTC'");
    }

    @Override
    public DecodedBatch decode(StagedBatch batch) throws SQLException {
        boolean oneByOne = ordered || (transform.filters() && batch.shares().size() > 1);
        return oneByOne ? trace(batch) : decodeFast(batch);
    }

    private DecodedBatch decodeFast(StagedBatch batch) throws SQLException {
        DecodedBatch decoded = fast.decode(batch);
        try {
            String found = references.join(decoded.relation());
            long rows = outcome.make(found, List.of());
            long[] others = makeBranches(found, List.of());
            if (lacksRequired()) {
                return trace(batch);
            }
            BatchCounts counts = new BatchCounts(rows, decoded.counts().rejected(), leftOut(decoded, rows));
            return branching(outcome.of(decoded, counts), others);
        } catch (SQLException failed) {
            if (!Decoder.disappoints(failed)) {
                throw failed;
            }
            return trace(batch);
        }
    }

    /** There is one partition, or nothing is left out. */
    private static Map<Integer, Long> leftOut(DecodedBatch decoded, long rows) {
        if (rows == decoded.rows()) {
            return decoded.counts().filtered();
        }
        Map<Integer, Long> filtered = new java.util.TreeMap<>(decoded.counts().filtered());
        filtered.merge(decoded.staged().shares().keySet().iterator().next(), decoded.rows() - rows, Long::sum);
        return filtered;
    }

    @Override
    public DecodedBatch trace(StagedBatch batch) throws SQLException {
        DecodedBatch decoded = placed.decode(batch);
        List<String> place = List.of(DecodedBatch.ORDINAL);
        String found = references.join(decoded.relation());
        if (!makesAll(found, place)) {
            rejectFailed(found, place);
        }
        Map<Integer, Long> rejected = PartitionCounts.of(connection, DecodedBatch.REJECTED);
        Map<Integer, Long> filtered = outcome.filtered(decoded.counts().filtered());
        return branching(outcome.of(decoded, new BatchCounts(outcome.count(), rejected, filtered)), counts());
    }

    private long[] counts() throws SQLException {
        long[] rows = new long[branched.size()];
        for (int index = 0; index < rows.length; index++) {
            rows[index] = branched.get(index).count();
        }
        return rows;
    }

    private long[] makeBranches(String input, List<String> carried) throws SQLException {
        long[] rows = new long[branched.size()];
        for (int index = 0; index < rows.length; index++) {
            rows[index] = branched.get(index).make(input, carried);
        }
        return rows;
    }

    private DecodedBatch branching(DecodedBatch made, long[] rows) {
        List<DecodedBatch> others = new ArrayList<>();
        for (int index = 0; index < rows.length; index++) {
            others.add(branched.get(index).ofBranch(made, rows[index]));
        }
        return made.branching(tables, others);
    }

    /**
     * DuckDB's optimizer moves casts out of TRY, and before WHERE, as it likes; here each expression must be worked out where
     * it stands and nowhere else.
     */
    private void rejectFailed(String input, List<String> place) throws SQLException {
        execute("pragma disable_optimizer");
        try {
            new FailedRows(connection, transform, required).reject(input);
            for (Branch branch : branches) {
                new FailedRows(connection, branch).reject(input);
            }
            outcome.make(input, place);
            makeBranches(input, place);
        } finally {
            execute("pragma enable_optimizer");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Whether each of the transforms makes a row of each record that it takes. */
    private boolean makesAll(String input, List<String> place) throws SQLException {
        try {
            outcome.make(input, place);
            makeBranches(input, place);
            return !lacksRequired();
        } catch (SQLException failed) {
            if (!Decoder.disappoints(failed)) {
                throw failed;
            }
            return false;
        }
    }

    /** Whether a row of any table is without what it must have. */
    private boolean lacksRequired() throws SQLException {
        boolean lacks = outcome.hasNull();
        for (Outcome branch : branched) {
            lacks |= branch.hasNull();
        }
        return lacks;
    }
}
