package io.weir.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.weir.ingest.protobuf.ProtobufRecords;
import io.weir.support.problem.FieldProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FormatRulesTest {

    private static final CsvOptions NO_OPTIONS = null;

    private static List<FieldProblem> check(RecordFormat format, CsvOptions csv, DeclaredColumn... columns) {
        List<FieldProblem> problems = new ArrayList<>();
        // What clients send that know of no difference between no columns and none given.
        List<DeclaredColumn> declared = Arrays.asList(columns);
        new FormatRules(problems)
                .check(DefinitionBuilder.named("orders")
                        .format(format)
                        .columns(declared)
                        .csv(csv)
                        .build());
        return problems;
    }

    private static DeclaredColumn column(String name, String type) {
        return new DeclaredColumn(name, type);
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON", "RAW", "CLOUDEVENTS", "DEBEZIUM", "AVRO"})
    void mostFormatsNeedNothing(RecordFormat format) {
        assertThat(check(format, NO_OPTIONS)).isEmpty();
    }

    private static List<FieldProblem> checkStrict(RecordFormat format, String transform, DeclaredColumn... columns) {
        List<FieldProblem> problems = new ArrayList<>();
        new FormatRules(problems)
                .check(DefinitionBuilder.named("orders")
                        .format(format)
                        .columns(Arrays.asList(columns))
                        .schema(SchemaPolicy.STRICT)
                        .transform(transform)
                        .build());
        return problems;
    }

    @Test
    void whoWantsNothingElseSaysWhatThereIs() {
        assertThat(checkStrict(RecordFormat.JSON, null, column("id", "BIGINT"))).isEmpty();
        assertThat(checkStrict(RecordFormat.CLOUDEVENTS, null)).isEmpty();
        assertThat(checkStrict(RecordFormat.JSON, null))
                .extracting(FieldProblem::field, FieldProblem::message)
                .containsExactly(tuple("columns", "is missing"));
        assertThat(checkStrict(RecordFormat.JSON, "select id from input", column("id", "BIGINT")))
                .extracting(FieldProblem::field)
                .containsExactly("schema");
        assertThat(checkStrict(RecordFormat.RAW, null))
                .extracting(FieldProblem::field)
                .containsExactly("schema");
    }

    @Test
    void csvNeedsItsColumns() {
        assertThat(check(RecordFormat.CSV, NO_OPTIONS, column("id", "BIGINT"))).isEmpty();
        assertThat(check(RecordFormat.CSV, new CsvOptions("\t", true), column("a, b", "DECIMAL(18,2)")))
                .isEmpty();
        assertThat(check(RecordFormat.CSV, NO_OPTIONS))
                .extracting(FieldProblem::field, FieldProblem::message)
                .containsExactly(tuple("columns", "is missing"));
    }

    @Test
    void valuesWithPartsAreDeclaredAsDuckDbWritesThem() {
        assertThat(check(
                        RecordFormat.JSON,
                        NO_OPTIONS,
                        column("a", "VARCHAR[][]"),
                        column("b", "STRUCT(x DOUBLE, \"y z\" STRUCT(t DATE[])[], w DECIMAL(4,1))")))
                .isEmpty();
        assertThat(check(
                        RecordFormat.JSON,
                        NO_OPTIONS,
                        column("a", "STRUCT(x DOUBLE"),
                        column("b", "STRUCT()"),
                        column("c", "STRUCT(x DOUBLE)) as y; drop table z"),
                        column("d", "MAP(VARCHAR, VARCHAR)"),
                        column("e", "STRUCT(x DOUBLE,y DATE)")))
                .hasSize(5);
        assertThat(check(RecordFormat.CSV, NO_OPTIONS, column("a", "VARCHAR[]")))
                .extracting(FieldProblem::field)
                .containsExactly("columns[0].type");
    }

    @Test
    void everythingThatIsWrongIsNamed() {
        assertThat(check(
                        RecordFormat.CSV,
                        new CsvOptions("x", null),
                        column("id", "BIGINT) as x; drop table y"),
                        null,
                        column("ID", "TIMESTAMP WITH TIME ZONE")))
                .extracting(FieldProblem::field)
                .containsExactly(
                        "columns[0].type", "columns[1].name", "columns[1].type", "columns[2].name", "csv.delimiter");
        assertThat(check(RecordFormat.RAW, NO_OPTIONS, column("id", "BIGINT")))
                .extracting(FieldProblem::field)
                .containsExactly("columns");
        assertThat(check(RecordFormat.JSON, new CsvOptions(null, null)))
                .extracting(FieldProblem::field)
                .containsExactly("csv");
    }

    /** They would be taken for what is beside the columns of records. */
    @Test
    void columnsAreNotCalledAsWeirsOwn() {
        assertThat(check(
                        RecordFormat.JSON,
                        NO_OPTIONS,
                        column("__weir_ordinal", "BIGINT"),
                        column("__WEIR_from", "BIGINT"),
                        column("weir_from", "BIGINT")))
                .extracting(FieldProblem::field, FieldProblem::message, FieldProblem::found)
                .containsExactly(
                        tuple("columns[0].name", "is one of Weir's own", "__weir_ordinal"),
                        tuple("columns[1].name", "is one of Weir's own", "__WEIR_from"));
    }

    @Test
    void norAreFieldsOfASchema() {
        List<FieldProblem> problems = new ArrayList<>();
        String schema =
                "{\"type\": \"record\", \"name\": \"R\", \"fields\": [{\"name\": \"__Weir_at\", \"type\": \"long\"},"
                        + " {\"name\": \"weir\", \"type\": \"long\"}]}";
        byte[] descriptors =
                ProtobufRecords.set("file { name: \"r.proto\" syntax: \"proto3\" message_type { name: \"R\""
                        + " field { name: \"__weir_at\" number: 1 label: LABEL_OPTIONAL type: TYPE_INT64 } } }");
        new AvroRules(problems).check(new AvroOptions(schema, null, null), RecordFormat.AVRO);
        new ProtobufRules(problems)
                .check(
                        new ProtobufOptions("r", "R", null, Base64.getEncoder().encodeToString(descriptors)),
                        RecordFormat.PROTOBUF);
        assertThat(problems)
                .extracting(FieldProblem::field, FieldProblem::message, FieldProblem::found)
                .containsExactly(
                        tuple("avro.schema", "has a field that is one of Weir's own", "__Weir_at"),
                        tuple("protobuf.message", "has a field that is one of Weir's own", "__weir_at"));
    }
}
