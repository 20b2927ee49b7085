package io.weir.delta.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.InvalidActionException;
import io.weir.delta.Violation;
import io.weir.delta.json.UnknownFields;
import io.weir.delta.schema.PrimitiveType;
import io.weir.delta.schema.StructField;
import io.weir.delta.schema.StructType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommitRulesTest {

    private static final Metadata TABLE = Metadata.of(
            "id",
            null,
            null,
            StructType.of(List.of(StructField.of("id", PrimitiveType.LONG), StructField.of("p", PrimitiveType.STRING))),
            List.of("p"),
            Map.of(),
            1);
    private static final String ADD = "{\"add\":{\"path\":\"%s\",\"partitionValues\":{\"p\":\"1\"},\"size\":1,"
            + "\"modificationTime\":1,\"dataChange\":true%s}}";
    private static final String VECTOR =
            ",\"deletionVector\":{\"storageType\":\"i\",\"pathOrInlineDv\":\"%s\",\"sizeInBytes\":1,\"cardinality\":1}";

    @Test
    void aGoodCommitHasNoFault() {
        assertThat(fields(
                        ADD.formatted("p=1/a%20b.parquet", ",\"stats\":\"{\\\"numRecords\\\":3}\""),
                        "{\"remove\":{\"path\":\"b\",\"dataChange\":true}}",
                        "{\"txn\":{\"appId\":\"a\",\"version\":1}}",
                        "{\"txn\":{\"appId\":\"b\",\"version\":1}}",
                        "{\"commitInfo\":{\"operation\":\"WRITE\"}}",
                        "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":7,\"writerFeatures\":[\"x\"]}}",
                        "{\"somethingNew\":{\"a\":1}}"))
                .isEmpty();
    }

    @Test
    void aDeletionVectorReplacesAnother() {
        String stats = ",\"stats\":\"{\\\"numRecords\\\":3}\"";
        assertThat(fields(
                        ADD.formatted("a", stats + VECTOR.formatted("new")),
                        "{\"remove\":{\"path\":\"a\",\"dataChange\":true" + VECTOR.formatted("old") + "}}"))
                .isEmpty();
    }

    @Test
    void oneOfEachKindAtMost() {
        String protocol = "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":2}}";
        String txn = "{\"txn\":{\"appId\":\"a\",\"version\":%d}}";
        String domain = "{\"domainMetadata\":{\"domain\":\"d\",\"configuration\":\"\",\"removed\":false}}";
        assertThat(fields(protocol, protocol, txn.formatted(1), txn.formatted(2), domain, domain))
                .containsExactly("actions[1].protocol", "actions[3].txn", "actions[5].domainMetadata");
    }

    @Test
    void oneAddOrOneRemoveOfEachFile() {
        assertThat(fields(ADD.formatted("a", ""), ADD.formatted("a", ""))).containsExactly("actions[1].add.path");
        assertThat(fields(ADD.formatted("a", ""), "{\"remove\":{\"path\":\"a\",\"dataChange\":true}}"))
                .containsExactly("actions[1].remove.path");
        String stats = ",\"stats\":\"{\\\"numRecords\\\":3}\"";
        assertThat(fields(
                        ADD.formatted("a", stats + VECTOR.formatted("x")),
                        ADD.formatted("a", stats + VECTOR.formatted("y"))))
                .containsExactly("actions[1].add.path");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/etc/passwd",
                "../other/a",
                "p=1/../../a",
                "%2e%2e/a",
                "p=1%2f..%2f..%2fa",
                "file:///a",
                "s3://bucket/a",
                "//host/a",
                "a b",
                "a%zz",
                "a?b",
                "a#b",
                "_delta_log/a",
                "..\\\\a"
            })
    void pathsThatLeaveTheTableAreRefused(String path) {
        assertThat(fields(ADD.formatted(path, ""))).containsExactly("actions[0].add.path");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | stats.numRecords",
                "[] | ",
                "nonsense | ",
                "{\\\"numRecords\\\":-1} | .numRecords",
                "{\\\"numRecords\\\":\\\"1\\\"} | .numRecords",
                "{\\\"minValues\\\":[]} | .minValues",
                "{\\\"tightBounds\\\":1} | .tightBounds"
            })
    void statisticsHaveTheRightForm(String stats, String field) {
        List<String> found = fields(ADD.formatted("a", ",\"stats\":\"" + stats + "\""));
        if (stats.equals("{}")) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).containsExactly("actions[0].add.stats" + (field == null ? "" : field));
        }
    }

    @Test
    void aDeletionVectorNeedsTheNumberOfRows() {
        assertThat(fields(ADD.formatted("a", VECTOR.formatted("x")))).containsExactly("actions[0].add.stats");
    }

    @Test
    void partitionValuesNameThePartitionColumns() {
        String add =
                "{\"add\":{\"path\":\"a\",\"partitionValues\":%s,\"size\":1,\"modificationTime\":1,\"dataChange\":true}}";
        assertThat(fields(add.formatted("{\"p\":null}"))).isEmpty();
        for (String values : List.of("{}", "{\"q\":\"1\"}", "{\"p\":\"1\",\"q\":\"1\"}")) {
            assertThat(fields(add.formatted(values))).containsExactly("actions[0].add.partitionValues");
        }
    }

    @Test
    void partitionValuesNamePhysicalColumnsWhereTheTableMapsThem() {
        Metadata mapped = new Metadata(
                "id",
                null,
                null,
                Format.PARQUET,
                TABLE.schemaString()
                        .replace(
                                "\"name\":\"p\",\"type\":\"string\",\"nullable\":true,\"metadata\":{}",
                                "\"name\":\"p\",\"type\":\"string\",\"nullable\":true,"
                                        + "\"metadata\":{\"delta.columnMapping.physicalName\":\"col-1\"}"),
                List.of("p"),
                Map.of("delta.columnMapping.mode", "name"),
                1L,
                UnknownFields.NONE);
        Action add = ActionJson.read(ADD.formatted("a", "").replace("{\"p\"", "{\"col-1\""));
        assertThat(CommitRules.check(List.of(add), "actions", mapped)).isEmpty();
        assertThat(CommitRules.check(List.of(add), "actions", TABLE)).hasSize(1);
    }

    @Test
    void metadataAndProtocolMakeSense() {
        assertThat(fields("{\"protocol\":{\"minReaderVersion\":3,\"minWriterVersion\":6}}"))
                .containsExactly("actions[0].protocol.minWriterVersion", "actions[0].protocol.readerFeatures");
        assertThat(fields("{\"protocol\":{\"minReaderVersion\":0,\"minWriterVersion\":8,\"writerFeatures\":[]}}"))
                .containsExactly("actions[0].protocol.minReaderVersion", "actions[0].protocol.minWriterVersion");
        assertThat(fields("{\"metaData\":{\"id\":\"\",\"format\":{\"provider\":\"orc\"},\"schemaString\":\"{}\","
                        + "\"partitionColumns\":[]}}"))
                .containsExactly(
                        "actions[0].metaData.id",
                        "actions[0].metaData.format.provider",
                        "actions[0].metaData.schema.type");
        assertThat(fields("{\"sidecar\":{\"path\":\"a\",\"sizeInBytes\":1,\"modificationTime\":1}}"))
                .containsExactly("actions[0].sidecar");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"add\":{}} | add.path",
                "{\"add\":{\"path\":1}} | add.path",
                "{\"add\":{\"path\":\"a\",\"partitionValues\":{\"p\":1}}} | add.partitionValues.p",
                "{\"add\":{\"path\":\"a\",\"partitionValues\":{},\"size\":1.5}} | add.size",
                "{\"add\":{\"path\":\"a\",\"partitionValues\":{},\"size\":9223372036854775808}} | add.size",
                "{\"protocol\":{\"minReaderVersion\":4294967297}} | protocol.minReaderVersion",
                "{\"remove\":{\"path\":\"a\",\"dataChange\":\"true\"}} | remove.dataChange",
                "{\"metaData\":{\"id\":\"a\",\"format\":{\"provider\":\"parquet\"},\"schemaString\":\"\",\"partitionColumns\":[1]}} | metaData.partitionColumns[0]",
                "{\"add\":[]} | add",
                "{\"add\":{\"path\":\"a\",\"path\":\"b\"}} | action",
                "{\"add\":{},\"remove\":{}} | ''",
                "{} | ''",
                "{\"add\": | action"
            })
    void whatCannotBeReadNamesItsField(String line, String field) {
        assertThatThrownBy(() -> ActionJson.read(line))
                .isInstanceOfSatisfying(InvalidActionException.class, invalid -> assertThat(invalid.violations())
                        .singleElement()
                        .satisfies(violation -> {
                            assertThat(violation.field()).isEqualTo(field);
                            assertThat(violation.allowed()).isNotBlank();
                        }));
    }

    /** Tables have schemas that were taken when less was asked of them. */
    @ParameterizedTest
    @CsvSource({
        "unmapped column, schema.fields[0].metadata",
        "partition of nothing, partitionColumns[0]",
    })
    void aSchemaThatStaysIsAskedNoMoreThanItWas(String kind, String field) {
        Metadata table = lacking(kind);
        StructType more = StructType.of(
                Stream.concat(table.schema().fields().stream(), Stream.of(StructField.of("more", PrimitiveType.LONG)))
                        .toList());
        assertThat(fields(table.withDescription("All of them"), table)).isEmpty();
        assertThat(fields(table, null)).contains("actions[0].metaData." + field);
        assertThat(fields(table.withSchema(more), table)).contains("actions[0].metaData." + field);
        assertThat(fields(
                        table.withConfiguration(Map.of("delta.columnMapping.mode", "id")),
                        table.withConfiguration(Map.of("delta.columnMapping.mode", "name"))))
                .contains("actions[0].metaData.schema.fields[0].metadata");
        assertThat(fields(table.withSchema(StructType.of(List.of())), table))
                .contains("actions[0].metaData.schema.fields");
    }

    private static Metadata lacking(String kind) {
        return kind.equals("unmapped column")
                ? TABLE.withConfiguration(Map.of("delta.columnMapping.mode", "name"))
                : TABLE.withSchema(StructType.of(
                        List.of(StructField.of("id", PrimitiveType.LONG), StructField.of("p", PrimitiveType.VOID))));
    }

    private static List<String> fields(Metadata changed, @Nullable Metadata current) {
        return CommitRules.check(List.of(changed), "actions", current).stream()
                .map(Violation::field)
                .toList();
    }

    private static List<String> fields(String... lines) {
        List<Action> actions = Stream.of(lines).map(ActionJson::read).toList();
        return CommitRules.check(actions, "actions", TABLE).stream()
                .map(Violation::field)
                .toList();
    }
}
