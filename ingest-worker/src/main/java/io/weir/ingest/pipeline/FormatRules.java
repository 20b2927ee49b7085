package io.weir.ingest.pipeline;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeGrammar;
import io.weir.support.problem.FieldProblem;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a format and its columns must keep. */
final class FormatRules {

    private static final String COLUMNS = "columns";
    private static final int MOST_COLUMNS = 1_000;
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,255}");
    private static final int LONGEST_TYPE = 4_000;
    private static final TypeGrammar TYPES =
            new TypeGrammar("BOOLEAN|BIGINT|DOUBLE|DECIMAL\\([1-9][0-9]?,[ ]?[0-9]{1,2}\\)|VARCHAR"
                    + "|DATE|TIME|TIMESTAMP|TIMESTAMP WITH TIME ZONE|UUID");
    private static final String TYPE_RULE = "BOOLEAN, BIGINT, DOUBLE, DECIMAL(p,s), VARCHAR, DATE, TIME, TIMESTAMP,"
            + " TIMESTAMP WITH TIME ZONE or UUID";
    private static final String NESTED_RULE =
            TYPE_RULE + "; also T[] and STRUCT(name T, name T) of these, as in STRUCT(x DOUBLE, tags VARCHAR[])";
    private static final Set<String> DELIMITERS = Set.of(",", ";", "|", "\t");

    /** What is wrong with such a one, and what is allowed in its place. */
    static final String WEIRS_OWN = "is one of Weir's own";

    static final String NOT_WEIRS = "a name that does not begin with " + DecodedBatch.OWN;

    private final List<FieldProblem> problems;

    FormatRules(List<FieldProblem> problems) {
        this.problems = problems;
    }

    void check(PipelineDefinition definition) {
        RecordFormat format = Objects.requireNonNullElse(definition.format(), RecordFormat.JSON);
        List<DeclaredColumn> columns = definition.columns();
        if (format == RecordFormat.RAW && columns != null) {
            add(COLUMNS, "is of no use with format RAW, which has its own", null, "nothing, or another format");
        } else if (columns != null) {
            columns(columns, format);
        } else if (format == RecordFormat.CSV) {
            add(
                    COLUMNS,
                    "is missing",
                    null,
                    "the fields of a line with their types, as in" + " [{\"name\": \"id\", \"type\": \"BIGINT\"}]");
        }
        if (definition.isStrict()) {
            strict(definition, format);
        }
        CsvOptions csv = definition.csv();
        if (csv != null && format != RecordFormat.CSV) {
            add("csv", "is of no use without format CSV", null, "nothing, or format CSV");
        } else if (csv != null && !DELIMITERS.contains(csv.separator())) {
            add("csv.delimiter", "is no delimiter", csv.delimiter(), "one of , ; | or a tab");
        }
        new AvroRules(problems).check(definition.avro(), format);
        new ProtobufRules(problems).check(definition.protobuf(), format);
    }

    private void strict(PipelineDefinition definition, RecordFormat format) {
        String strict = SchemaPolicy.STRICT.name();
        if (definition.transform() != null && !definition.transform().isBlank()) {
            add(
                    "schema",
                    "is of no use with a transform, which leaves out what is not declared",
                    strict,
                    "EVOLVE, or no transform");
        } else if (format == RecordFormat.RAW) {
            add("schema", "is of no use with format RAW, which has its own columns", strict, "EVOLVE");
        } else if (!MadeColumns.areKnown(definition)) {
            add(COLUMNS, "is missing", null, "with schema STRICT, the columns that there may be");
        }
    }

    /** Looks at columns of a table. */
    void check(String field, List<DeclaredColumn> columns) {
        Set<String> names = new HashSet<>();
        for (int index = 0; index < columns.size(); index++) {
            column(field + "[" + index + "]", columns.get(index), names, RecordFormat.JSON);
        }
    }

    private void columns(List<DeclaredColumn> columns, RecordFormat format) {
        if (columns.size() > MOST_COLUMNS) {
            add(COLUMNS, "are too many", Integer.toString(columns.size()), "at most " + MOST_COLUMNS);
        }
        Set<String> names = new HashSet<>();
        for (int index = 0; index < columns.size(); index++) {
            column(COLUMNS + "[" + index + "]", columns.get(index), names, format);
        }
    }

    private void column(String field, @Nullable DeclaredColumn column, Set<String> names, RecordFormat format) {
        String name = column == null ? null : column.name();
        String type = column == null ? null : column.type();
        if (name == null || !NAME.matcher(name).matches()) {
            add(field + ".name", "is missing or cannot be a name", name, "1 to 255 characters");
        } else if (isWeirs(name)) {
            add(field + ".name", WEIRS_OWN, name, NOT_WEIRS);
        } else if (!names.add(name.toLowerCase(Locale.ROOT))) {
            add(field + ".name", "is there twice, but for its case", name, "a name of its own");
        }
        type(field + ".type", type, format != RecordFormat.CSV);
    }

    /** Adds what is wrong with columns that a schema has. */
    static void schema(String field, StructType columns, List<FieldProblem> problems) {
        columns.fields().keySet().stream()
                .filter(FormatRules::isWeirs)
                .forEach(name ->
                        problems.add(new FieldProblem(field, "has a field that " + WEIRS_OWN, name, NOT_WEIRS)));
    }

    /** Whether a column would be taken for one that is beside those of records. */
    static boolean isWeirs(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith(DecodedBatch.OWN);
    }

    /** @param nested whether a value of the format can have parts */
    private void type(String field, @Nullable String type, boolean nested) {
        boolean known =
                type != null && type.length() <= LONGEST_TYPE && (nested ? TYPES.isType(type) : TYPES.isScalar(type));
        if (!known) {
            add(field, "is no type that can be declared", type, nested ? NESTED_RULE : TYPE_RULE);
        }
    }

    private void add(String field, String message, @Nullable String found, String allowed) {
        problems.add(new FieldProblem(field, message, found, allowed));
    }
}
