package io.weir.delta.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delta.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns that are mapped: engines refuse a table in which one has no name or id of its own, however deep it lies. */
class MappedColumnsTest {

    private static final String ELEMENTS = "{\"type\":\"array\",\"containsNull\":true,\"elementType\":%s}";
    private static final String VALUES =
            "{\"type\":\"map\",\"keyType\":%s,\"valueType\":%s,\"valueContainsNull\":true}";

    @ParameterizedTest
    @CsvSource({
        "whole,",
        "no name,schema.fields[0].metadata",
        "empty name,schema.fields[0].metadata",
        "no id,schema.fields[0].metadata",
        "id of text,schema.fields[0].metadata",
        "nested without,schema.fields[1].type.fields[0].metadata",
        "element without,schema.fields[1].type.elementType.fields[0].metadata",
        "key without,schema.fields[1].type.keyType.fields[0].metadata",
        "value without,schema.fields[1].type.valueType.fields[0].metadata",
        "same name,schema.fields[1].metadata",
        "same name within,",
        "same id within,schema.fields[1].type.fields[0].metadata"
    })
    void eachHasANameAndAnIdOfItsOwn(String kind, String field) {
        List<String> wrong = SchemaRules.check(StructType.parse(schema(kind)), List.of(), true).stream()
                .map(Violation::field)
                .toList();
        assertThat(wrong).isEqualTo(field == null ? List.of() : List.of(field));
        assertThat(SchemaRules.check(StructType.parse(schema(kind)), List.of(), false))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"3,true", "4,true", "2,false", "three,false", "-1,false", "99999999999999999999,false", ",false"})
    void theTableTellsTheLargestId(@Nullable String told, boolean right) {
        Map<String, String> properties = told == null ? Map.of() : Map.of("delta.columnMapping.maxColumnId", told);

        assertThat(SchemaRules.checkLargestId(StructType.parse(schema("whole")), properties, Map.of(), "properties")
                        .map(Violation::field))
                .isEqualTo(right ? Optional.empty() : Optional.of("properties.delta.columnMapping.maxColumnId"));
    }

    @ParameterizedTest
    @CsvSource({"7,7,true", "7,8,true", "7,6,false", "7,,false", ",,true", "none,3,true"})
    void whatItToldNeverFalls(@Nullable String before, @Nullable String now, boolean right) {
        Optional<Violation> found = SchemaRules.checkKeptLargestId(told(now), told(before), "properties");

        assertThat(found.isEmpty()).isEqualTo(right);
    }

    private static Map<String, String> told(@Nullable String largest) {
        return largest == null ? Map.of() : Map.of("delta.columnMapping.maxColumnId", largest);
    }

    private static String schema(String kind) {
        String first = column("a", "\"long\"", "\"col-a\"", "1");
        String bare = struct(column("c", "\"long\"", null, null));
        return switch (kind) {
            case "no name" -> struct(column("a", "\"long\"", null, "1"));
            case "empty name" -> struct(column("a", "\"long\"", "\"\"", "1"));
            case "no id" -> struct(column("a", "\"long\"", "\"col-a\"", null));
            case "id of text" -> struct(column("a", "\"long\"", "\"col-a\"", "\"1\""));
            case "nested without" -> struct(first, column("b", bare, "\"col-b\"", "2"));
            case "element without" -> struct(first, column("b", ELEMENTS.formatted(bare), "\"col-b\"", "2"));
            case "key without" -> struct(first, column("b", VALUES.formatted(bare, "\"long\""), "\"col-b\"", "2"));
            case "value without" -> struct(first, column("b", VALUES.formatted("\"long\"", bare), "\"col-b\"", "2"));
            case "same name" -> struct(first, column("b", "\"long\"", "\"col-a\"", "2"));
            case "same name within" ->
                struct(first, column("b", struct(column("c", "\"long\"", "\"col-a\"", "3")), "\"col-b\"", "2"));
            case "same id within" ->
                struct(first, column("b", struct(column("c", "\"long\"", "\"col-c\"", "1")), "\"col-b\"", "2"));
            default -> struct(first, column("b", struct(column("c", "\"long\"", "\"col-c\"", "3")), "\"col-b\"", "2"));
        };
    }

    private static String struct(String... columns) {
        return "{\"type\":\"struct\",\"fields\":[" + String.join(",", columns) + "]}";
    }

    private static String column(String name, String type, @Nullable String physicalName, @Nullable String id) {
        String metadata = (physicalName == null ? "" : "\"delta.columnMapping.physicalName\":" + physicalName)
                + (physicalName == null || id == null ? "" : ",")
                + (id == null ? "" : "\"delta.columnMapping.id\":" + id);
        return "{\"name\":\"" + name + "\",\"type\":" + type + ",\"nullable\":true,\"metadata\":{" + metadata + "}}";
    }
}
