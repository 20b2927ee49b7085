package io.weir.delta.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delta.Violation;
import io.weir.delta.action.Metadata;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes of a schema of the columns {@code a int, b struct<c: string, d: decimal(10,2)>, l array<long>, m map<string, long>}. */
class SchemaEvolutionTest {

    private static final String LIST = "{\"type\":\"array\",\"elementType\":\"long\",\"containsNull\":true}";
    private static final String MAP =
            "{\"type\":\"map\",\"keyType\":\"string\",\"valueType\":\"long\",\"valueContainsNull\":true}";
    private static final String BEFORE = fields(
            column("a", "\"integer\"", true),
            column("b", nested("string"), true),
            column("l", LIST, true),
            column("m", MAP, true));

    @ParameterizedTest
    @CsvSource({
        "nothing,none,",
        "add,none,",
        "add not null,none,metaData.schema.fields[4].nullable",
        "drop,none,metaData.schema.fields",
        "drop,mapped,",
        "rename,none,metaData.schema.fields",
        "rename,mapped,",
        "not null,none,metaData.schema.fields[0].nullable",
        "widen,none,metaData.schema.fields[0].type",
        "widen,widening,",
        "narrow,widening,metaData.schema.fields[0].type",
        "nested,none,metaData.schema.fields[1].type.fields[0].type",
        "kind,widening,metaData.schema.fields[1].type",
        "unmap,unmap,metaData.configuration.delta.columnMapping.mode",
        "element not null,none,metaData.schema.fields[2].type.containsNull",
        "value not null,none,metaData.schema.fields[3].type.valueContainsNull",
        "nothing,map,metaData.schema.fields[0].metadata",
        "as files have it,map,"
    })
    void keepsWhatFilesNeed(String change, String mode, String field) {
        List<String> wrong =
                SchemaEvolution.check(metadata(BEFORE, mode, true), metadata(after(change), mode, false)).stream()
                        .map(violation -> violation.below("metaData"))
                        .map(Violation::field)
                        .toList();
        if (field == null) {
            assertThat(wrong).isEmpty();
        } else {
            assertThat(wrong).contains(field);
        }
    }

    private static String after(String change) {
        String a = column("a", "\"integer\"", true);
        String b = column("b", nested("string"), true);
        String l = column("l", LIST, true);
        String m = column("m", MAP, true);
        return switch (change) {
            case "add" -> fields(a, b, l, m, column("e", "\"date\"", true));
            case "add not null" -> fields(a, b, l, m, column("e", "\"date\"", false));
            case "drop" -> fields(b, l, m);
            case "rename" -> fields(column("z", "\"integer\"", true).replace("col-z", "col-a"), b, l, m);
            case "not null" -> fields(column("a", "\"integer\"", false), b, l, m);
            case "widen" -> fields(column("a", "\"long\"", true), b.replace("decimal(10,2)", "decimal(12,4)"), l, m);
            case "narrow" -> fields(column("a", "\"short\"", true), b, l, m);
            case "nested" -> fields(a, column("b", nested("long"), true), l, m);
            case "kind" -> fields(a, column("b", "\"string\"", true), l, m);
            case "element not null" -> BEFORE.replace("\"containsNull\":true", "\"containsNull\":false");
            case "value not null" -> BEFORE.replace("\"valueContainsNull\":true", "\"valueContainsNull\":false");
            case "as files have it" -> BEFORE.replace("\"col-", "\"");
            default -> BEFORE;
        };
    }

    private static String nested(String type) {
        return fields(column("c", '"' + type + '"', true), column("d", "\"decimal(10,2)\"", true));
    }

    private static String fields(String... columns) {
        return "{\"type\":\"struct\",\"fields\":[" + String.join(",", columns) + "]}";
    }

    private static String column(String name, String type, boolean nullable) {
        return "{\"name\":\"" + name + "\",\"type\":" + type + ",\"nullable\":" + nullable
                + ",\"metadata\":{\"delta.columnMapping.physicalName\":\"col-" + name + "\"}}";
    }

    private static Metadata metadata(String schema, String mode, boolean before) {
        Map<String, String> properties =
                switch (mode) {
                    case "mapped" -> Map.of("delta.columnMapping.mode", "name");
                    case "map" -> Map.of("delta.columnMapping.mode", before ? "none" : "name");
                    case "unmap" -> Map.of("delta.columnMapping.mode", before ? "name" : "none");
                    case "widening" -> Map.of("delta.enableTypeWidening", "true");
                    default -> Map.of();
                };
        return Metadata.of("t", "t", null, StructType.parse(schema), List.of(), properties, 0);
    }
}
