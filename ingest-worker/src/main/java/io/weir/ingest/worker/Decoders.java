package io.weir.ingest.worker;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.decode.BatchDecoder;
import io.weir.ingest.decode.Decoder;
import io.weir.ingest.decode.Decoding;
import io.weir.ingest.decode.Format;
import io.weir.ingest.decode.RequiredColumns;
import io.weir.ingest.decode.RowOrder;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.pipeline.ColumnFit;
import io.weir.ingest.pipeline.DeclaredExpectation;
import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.stage.StagingFolder;
import io.weir.ingest.transform.Branch;
import io.weir.ingest.transform.Expectation;
import io.weir.ingest.transform.ExpectingDecoder;
import io.weir.ingest.transform.ForeignTables;
import io.weir.ingest.transform.Horizon;
import io.weir.ingest.transform.HorizonDecoder;
import io.weir.ingest.transform.Reference;
import io.weir.ingest.transform.References;
import io.weir.ingest.transform.SqlFunction;
import io.weir.ingest.transform.Transform;
import io.weir.ingest.transform.TransformRefusedException;
import io.weir.ingest.transform.TransformedDecoder;
import io.weir.support.problem.ProblemException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes what turns the records of a pipeline into rows of its targets. */
final class Decoders implements AutoCloseable {

    private final Pipeline pipeline;
    private final Decoding decoding;
    private final References references;
    private final Connection connection;
    private final Path prototype;
    private final Path accepted;
    private final Optional<Decoders> joined;

    /**
     * @param decoding of the pipeline, with a format that can read its records
     * @param joined of the stream that is joined with its own
     */
    Decoders(
            Pipeline pipeline,
            Decoding decoding,
            ForeignTables foreign,
            Connection connection,
            StagingFolder folder,
            Optional<Decoders> joined) {
        this.joined = joined;
        this.pipeline = pipeline;
        this.decoding = decoding;
        this.references = new References(connection, pipeline.references(), foreign);
        this.connection = connection;
        this.prototype = folder.resolve("prototype.json");
        this.accepted = folder.resolve("accepted.json");
    }

    /** One for targets by the columns that their tables have already. */
    BatchDecoder of(OpenTargets targets) throws SQLException {
        StructType columns = targets.widened(targets.columns(), pipeline.widening());
        List<StructType> branches = targets.branchColumns();
        // What windows and joins make of several records is looked at when it is stored.
        WrittenTo target = new WrittenTo(columns, pipeline.makesRowsOfSeveral() ? Set.of() : targets.notNull());
        List<WrittenTo> others = IntStream.range(0, branches.size())
                .mapToObj(branch -> new WrittenTo(branches.get(branch), targets.notNull(branch)))
                .toList();
        BatchDecoder own = ofStream(target, others);
        return joined.isEmpty() ? own : new JoinedDecoder(own, joined.get().ofStream(target, List.of()));
    }

    /** What a table is like that rows go to. */
    private record WrittenTo(StructType columns, Set<String> notNull) {
        static final WrittenTo NOTHING_YET = new WrittenTo(StructType.EMPTY, Set.of());

        /**
         * Columns of a transform without which it makes no row for the table.
         *
         * @throws ProblemException if it does not make one that the table takes no null for
         */
        RequiredColumns required(String maker, StructType made, List<String> keys) {
            List<String> stored = new ArrayList<>();
            for (String column : notNull) {
                stored.add(made.fields().keySet().stream()
                        .filter(column::equalsIgnoreCase)
                        .findFirst()
                        .orElseThrow(() -> invalid(maker + " makes no column " + column
                                + ", which the table takes no null for: have it make one, or name another table")));
            }
            return RequiredColumns.keys(keys).storing(stored);
        }
    }

    private BatchDecoder ofStream(WrittenTo target, List<WrittenTo> branches) throws SQLException {
        BatchDecoder each = ofEach(target, branches, true, pipeline.horizon().isPresent());
        Optional<Horizon> horizon = pipeline.horizon();
        // It is the rows that are remembered, so that what an expectation drops may come again.
        return horizon.isEmpty()
                ? each
                : new HorizonDecoder(connection, pipeline.owner(), horizon.get(), each, InstantSource.system());
    }

    /** One that says of every record by itself what would become of it, where a pipeline would end, too. */
    BatchDecoder ofDryRun() throws SQLException {
        return ofEach(WrittenTo.NOTHING_YET, List.of(), false, false);
    }

    /** Those of the stream that is joined with the pipeline's own. */
    Optional<Decoders> joined() {
        return joined;
    }

    /**
     * @param branches what the tables of branches are like; none if nobody has looked
     * @param traced whether rows must say which records they are of
     */
    private BatchDecoder ofEach(WrittenTo target, List<WrittenTo> branches, boolean failing, boolean traced)
            throws SQLException {
        if (pipeline.transform().isEmpty()) {
            StructType declared = decoding.format().columns();
            Decoder plain = plain(target, traced ? RowOrder.TRACED : decoding.order());
            if (pipeline.expectations().isEmpty()) {
                return plain;
            }
            requireSameTypes("the pipeline", declared, target.columns(), false);
            return expecting(declared, plain, failing);
        }
        Format format = decoding.format();
        StructType input = input(format);
        Transform transform = read("the transform", pipeline.transform().get(), input, pipeline.functions());
        requireSameTypes("the transform", transform.output(), target.columns(), true);
        RequiredColumns required = target.required("the transform", transform.output(), pipeline.required());
        List<Branch> others = branches(input, branches);
        boolean ordered = traced
                || Stream.concat(Stream.of(pipeline), pipeline.branches().stream())
                        .anyMatch(table -> !table.write().appends());
        BatchDecoder transformed = transformed(format, transform, required, others, ordered);
        return pipeline.expectations().isEmpty() ? transformed : expecting(transform.output(), transformed, failing);
    }

    private List<Branch> branches(StructType input, List<WrittenTo> tables) throws SQLException {
        List<Branch> branches = new ArrayList<>();
        for (Pipeline branch : pipeline.branches()) {
            String maker = "the transform of branch " + branch.tableName();
            Transform transform = read(maker, branch.transform().orElseThrow(), input, pipeline.functions());
            WrittenTo table = tables.isEmpty() ? WrittenTo.NOTHING_YET : tables.get(branches.size());
            requireSameTypes(maker, transform.output(), table.columns(), true);
            branches.add(new Branch(
                    branch.tableName(), transform, table.required(maker, transform.output(), branch.required())));
        }
        return branches;
    }

    /** What the transform reads, if the tables that records are looked up in are there. */
    private StructType input(Format format) throws SQLException {
        StructType input = format.columns();
        for (Reference reference : pipeline.references()) {
            Optional<String> obstacle = references.obstacle(reference);
            if (obstacle.isPresent()) {
                throw invalid("table " + reference.table() + ", which records are looked up in, " + obstacle.get());
            }
            input = input.evolve(new StructType(Map.of(reference.name(), reference.columns())));
        }
        return input;
    }

    /** Lets go of what records are looked up in. */
    @Override
    public void close() {
        references.close();
    }

    private Decoder plain(WrittenTo target, RowOrder order) {
        Decoding storing = decoding.in(order).storing(target.notNull());
        return new Decoder(connection, storing, target.columns(), prototype, accepted);
    }

    private BatchDecoder transformed(
            Format format, Transform transform, RequiredColumns required, List<Branch> branches, boolean ordered)
            throws SQLException {
        return new TransformedDecoder(
                connection, format, references, transform, required, branches, ordered, prototype, accepted);
    }

    private BatchDecoder expecting(StructType rows, BatchDecoder records, boolean failing) throws SQLException {
        List<Expectation> expectations = new ArrayList<>();
        for (DeclaredExpectation declared : pipeline.expectations()) {
            expectations.add(read(declared, rows));
        }
        return new ExpectingDecoder(connection, expectations, records, failing);
    }

    /** It was checked when the pipeline was made, which another version of DuckDB may have done. */
    private static Expectation read(DeclaredExpectation declared, StructType rows) throws SQLException {
        try {
            return Expectation.of(
                    Objects.requireNonNull(declared.name()),
                    Objects.requireNonNull(declared.condition()),
                    Objects.requireNonNull(declared.action()),
                    rows);
        } catch (TransformRefusedException refused) {
            throw invalid("expectation " + declared.name() + " " + refused.why());
        }
    }

    /** As with expectations. */
    private static Transform read(String maker, String sql, StructType input, List<SqlFunction> functions)
            throws SQLException {
        try {
            return Transform.of(sql, input, functions);
        } catch (TransformRefusedException refused) {
            throw invalid(maker + " " + refused.why());
        }
    }

    /** Values would be cast, and one that does not fit would stop all others; conditions would not mean what they say. */
    private static void requireSameTypes(String maker, StructType made, StructType target, boolean whole) {
        ColumnFit.misfits(made, target, whole).stream().findFirst().ifPresent(misfit -> {
            throw invalid(maker + " " + misfit.sentence() + "; CAST it in a transform, or give it another name");
        });
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(IngestProblem.PIPELINE_INVALID, detail);
    }
}
