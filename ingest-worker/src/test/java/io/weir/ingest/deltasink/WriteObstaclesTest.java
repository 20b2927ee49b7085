package io.weir.ingest.deltasink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WriteObstaclesTest {

    private static DeltaTable table(Map<String, String> configuration, Map<String, Object> ofField) {
        return tableOf(configuration, Map.of("name", "id", "type", "long", "nullable", true, "metadata", ofField));
    }

    private static DeltaTable tableOf(Map<String, String> configuration, Map<String, Object> field) {
        return new DeltaTable(
                "orders",
                "/lake/orders",
                0,
                0,
                0,
                Map.of("configuration", configuration),
                Map.of("type", "struct", "fields", List.of(field)),
                Map.of(),
                Map.of());
    }

    @Test
    void aTableThatAsksForNothingMoreIsWritten() {
        assertThat(WriteObstacles.of(table(
                        Map.of("delta.columnMapping.mode", "none", "delta.appendOnly", "true"),
                        Map.of("comment", "of the order"))))
                .isEmpty();
    }

    @Test
    void whatIsNotLookedAfterIsNamedWithWhatHelps() {
        assertThat(WriteObstacles.of(table(Map.of("delta.columnMapping.mode", "name"), Map.of())))
                .hasValueSatisfying(why -> assertThat(why).contains("delta.columnMapping.mode", "restore the table"));
        assertThat(WriteObstacles.of(table(
                        Map.of("delta.constraints.sound", "id > 0"), Map.of("delta.generationExpression", "x + 1"))))
                .hasValueSatisfying(why ->
                        assertThat(why).contains("constraint sound, a generated value of column id", "take that away"));
        assertThat(WriteObstacles.of(table(Map.of(), Map.of("delta.invariants", "{}"))))
                .hasValueSatisfying(why -> assertThat(why).contains("an invariant of column id"));
        assertThat(WriteObstacles.of(table(Map.of(), Map.of("delta.identity.start", 1))))
                .hasValueSatisfying(why -> assertThat(why).contains("an identity of column id"));
    }

    /** DuckDB does not look into lists and maps, and no record is rejected for what is in them. */
    @Test
    void nullsInsideOfColumnsThatAreForbiddenAreNotLookedAfter() {
        Map<String, Object> list = Map.of("type", "array", "elementType", "long", "containsNull", false);
        Map<String, Object> street =
                Map.of("name", "street", "type", "string", "nullable", false, "metadata", Map.of());
        Map<String, Object> struct = Map.of("type", "struct", "fields", List.of(street));
        Map<String, Object> map =
                Map.of("type", "map", "keyType", "string", "valueType", list, "valueContainsNull", true);
        for (Map<String, Object> type : List.of(list, struct, map)) {
            Map<String, Object> field = Map.of("name", "inner", "type", type, "nullable", true, "metadata", Map.of());
            assertThat(WriteObstacles.of(tableOf(Map.of(), field)))
                    .hasValueSatisfying(why -> assertThat(why).contains("that nothing inside of column inner is null"));
        }
    }
}
