package io.weir.delta.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.InvalidActionException;
import io.weir.delta.Violation;
import io.weir.delta.action.Action;
import io.weir.delta.action.CommitFile;
import io.weir.delta.action.Metadata;
import io.weir.delta.json.DeltaJson;
import io.weir.test.GoldenTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StructTypeTest {

    @Test
    void everyPrimitiveTypeIsWrittenAsItIsRead() {
        for (PrimitiveType type : PrimitiveType.values()) {
            StructType schema = StructType.of(List.of(StructField.of("c", type)));
            assertThat(StructType.parse(schema.toJson())).isEqualTo(schema);
        }
        assertThat(PrimitiveType.TIMESTAMP_NTZ.typeName()).isEqualTo("timestamp_ntz");
    }

    @Test
    void nestedTypesKeepWhatIsNotKnown() {
        String json =
                "{\"type\":\"struct\",\"fields\":[{\"name\":\"a\",\"type\":{\"type\":\"map\",\"keyType\":\"string\","
                        + "\"valueType\":{\"type\":\"array\",\"elementType\":\"decimal(38,18)\",\"containsNull\":true,\"x\":1},"
                        + "\"valueContainsNull\":false},\"nullable\":false,\"metadata\":{\"comment\":\"c\",\"n\":{\"deep\":[1]}},"
                        + "\"y\":null}],\"z\":true}";
        assertThat(StructType.parse(json).toJson()).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({"string,true", "binary,true", "'decimal(10,2)',true", "date,true", "variant,false", "void,false"})
    void partitionsAreOfTypesWhoseValuesAreTexts(String type, boolean allowed) {
        StructType schema = StructType.parse("{\"type\":\"struct\",\"fields\":["
                + "{\"name\":\"p\",\"type\":\"" + type + "\",\"nullable\":true,\"metadata\":{}},"
                + "{\"name\":\"id\",\"type\":\"long\",\"nullable\":true,\"metadata\":{}}]}");
        assertThat(SchemaRules.check(schema, List.of("p"), false).stream()
                        .map(Violation::field)
                        .toList())
                .isEqualTo(allowed ? List.of() : List.of("partitionColumns[0]"));
    }

    @Test
    void everySchemaOfTheExampleTablesIsWrittenAsItIsRead() throws IOException {
        int schemas = 0;
        for (Path table : GoldenTables.tables()) {
            for (Path commit : GoldenTables.commits(table)) {
                for (String schema : schemas(commit)) {
                    assertThat(DeltaJson.parse(StructType.parse(schema).toJson(), "written"))
                            .isEqualTo(DeltaJson.parse(schema.replace("decimal(10, 5)", "decimal(10,5)"), "original"));
                    schemas++;
                }
            }
        }
        assertThat(schemas).isGreaterThan(80);
    }

    private static List<String> schemas(Path commit) throws IOException {
        try {
            List<Action> actions = CommitFile.read(Files.readAllBytes(commit));
            return actions.stream()
                    .filter(Metadata.class::isInstance)
                    .map(action -> ((Metadata) action).schemaString())
                    .toList();
        } catch (InvalidActionException withoutSchema) {
            return List.of();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | schema",
                "\"string\" | schema",
                "[] | schema",
                "{\"type\":\"struct\"} | schema.fields",
                "{\"type\":\"struct\",\"fields\":[{\"name\":\"a\",\"type\":\"int\",\"nullable\":true}]} | schema.fields[0].type",
                "{\"type\":\"struct\",\"fields\":[{\"name\":\"a\",\"type\":\"decimal(39,0)\",\"nullable\":true}]} | schema.fields[0].type",
                "{\"type\":\"struct\",\"fields\":[{\"name\":\"a\",\"type\":\"decimal(4,5)\",\"nullable\":true}]} | schema.fields[0].type",
                "{\"type\":\"struct\",\"fields\":[{\"type\":\"long\",\"nullable\":true}]} | schema.fields[0].name",
                "{\"type\":\"struct\",\"fields\":[{\"name\":\"a\",\"type\":\"long\",\"nullable\":\"yes\"}]} | schema.fields[0].nullable",
                "{\"type\":\"struct\",\"fields\":[{\"name\":\"a\",\"type\":{\"type\":\"list\"},\"nullable\":true}]} | schema.fields[0].type.type"
            })
    void namesTheFieldThatIsWrong(String schema, String field) {
        assertThatThrownBy(() -> StructType.parse(schema))
                .isInstanceOfSatisfying(InvalidActionException.class, invalid -> assertThat(invalid.violations())
                        .extracting(Violation::field)
                        .containsExactly(field));
    }

    @Test
    void refusesWhatIsNestedTooDeeply() {
        String deep =
                "{\"type\":\"array\",\"containsNull\":true,\"elementType\":".repeat(200) + "\"long\"" + "}".repeat(200);
        assertThatThrownBy(() -> StructType.parse(
                        "{\"type\":\"struct\",\"fields\":[{\"name\":\"a\",\"nullable\":true,\"type\":" + deep + "}]}"))
                .isInstanceOf(InvalidActionException.class)
                .hasMessageContaining("nested too deeply");
    }

    @Test
    void rulesNameEveryFault() {
        StructType schema = StructType.of(List.of(
                StructField.of("id", PrimitiveType.LONG),
                StructField.of("ID", PrimitiveType.LONG),
                StructField.of("a b", PrimitiveType.LONG),
                StructField.of("s", StructType.of(List.of(StructField.of("", PrimitiveType.LONG))))));
        assertThat(SchemaRules.check(schema, List.of("s", "x", "id", "id"), false))
                .extracting(Violation::field)
                .containsExactly(
                        "schema.fields[1].name",
                        "schema.fields[2].name",
                        "schema.fields[3].type.fields[0].name",
                        "partitionColumns[0]",
                        "partitionColumns[1]",
                        "partitionColumns[3]",
                        "partitionColumns");
        assertThat(SchemaRules.check(schema, List.of(), true))
                .extracting(Violation::field)
                .containsExactly(
                        "schema.fields[1].name",
                        "schema.fields[3].type.fields[0].name",
                        "schema.fields[0].metadata",
                        "schema.fields[1].metadata",
                        "schema.fields[2].metadata",
                        "schema.fields[3].metadata",
                        "schema.fields[3].type.fields[0].metadata");
        assertThat(SchemaRules.check(StructType.of(List.of()), List.of(), false))
                .hasSize(1);
    }
}
