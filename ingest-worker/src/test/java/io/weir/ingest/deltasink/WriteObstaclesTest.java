package io.weir.ingest.deltasink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WriteObstaclesTest {

    private static DeltaTable table(Map<String, String> configuration, Map<String, Object> ofField) {
        Map<String, Object> field = Map.of("name", "id", "type", "long", "nullable", true, "metadata", ofField);
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
}
