package io.weir.ingest.pipeline;

import io.weir.ingest.decode.StructType;
import io.weir.ingest.transform.Join;
import io.weir.ingest.transform.Reference;
import io.weir.ingest.transform.Transform;
import io.weir.ingest.transform.TransformRefusedException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns that are known of a pipeline before it has read anything.
 *
 * @param field what of the definition makes them
 */
record MadeColumns(String field, StructType columns) {

    private static final String TRANSFORM = "transform";
    private static final Set<String> MAKERS = Set.of(TRANSFORM, "window", "join");

    /** Whether they are all that there may be; else records may bring more. */
    static boolean areKnown(PipelineDefinition definition) {
        return definition.columns() != null
                || switch (format(definition)) {
                    case RAW, CSV, CLOUDEVENTS, PROTOBUF -> true;
                    case JSON, DEBEZIUM -> false;
                    case AVRO -> AvroOptions.of(definition).schema() != null;
                };
    }

    static RecordFormat format(PipelineDefinition definition) {
        return format(definition.format());
    }

    /** What a format is that may be left open. */
    static RecordFormat format(@Nullable RecordFormat asked) {
        return Objects.requireNonNullElse(asked, RecordFormat.JSON);
    }

    /** What a transform reads: the columns of the records, and a row of each table that they are looked up in. */
    static StructType input(PipelineDefinition definition) {
        StructType input = format(definition).of(definition).columns();
        for (DeclaredReference reference : definition.streams().referenced()) {
            Reference known = reference.toReference();
            input = input.evolve(new StructType(Map.of(known.name(), known.columns())));
        }
        return input;
    }

    /** Those of a definition that keeps the rules. */
    static MadeColumns of(PipelineDefinition definition) {
        StructType read = format(definition).of(definition).columns();
        String sql = definition.transform();
        if (sql == null) {
            return new MadeColumns(definition.columns() == null ? "format" : "columns", read);
        }
        try {
            return new MadeColumns(
                    TRANSFORM,
                    Transform.of(sql, input(definition), definition.called()).output());
        } catch (SQLException | TransformRefusedException broken) {
            throw new IllegalStateException("a transform that was looked at cannot be read", broken);
        }
    }

    /** Pairs of rows of two streams, of a definition that keeps the rules; nothing if it reads one. */
    static Optional<Join> join(PipelineDefinition definition) {
        return definition.joined().map(right -> Objects.requireNonNull(
                        definition.streams().join())
                .toJoin(of(definition).columns(), of(right).columns()));
    }

    /** The columns of what is written, of a definition that keeps the rules: windows and joins make others of them. */
    static MadeColumns written(PipelineDefinition definition) {
        Optional<Join> join = join(definition);
        if (join.isPresent()) {
            return new MadeColumns("join", join.get().output());
        }
        MadeColumns rows = of(definition);
        WindowOptions window = definition.streams().window();
        try {
            return window == null
                    ? rows
                    : new MadeColumns("window", window.toWindows().output(rows.columns()));
        } catch (SQLException | TransformRefusedException broken) {
            throw new IllegalStateException("a window that was looked at cannot be made", broken);
        }
    }

    /** Whether values go into a table as they are; else they are read as the table has them. */
    boolean isMade() {
        return MAKERS.contains(field);
    }
}
