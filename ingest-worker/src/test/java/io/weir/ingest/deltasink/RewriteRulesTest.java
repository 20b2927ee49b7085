package io.weir.ingest.deltasink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RewriteRulesTest {

    private static final Map<String, Object> PLAIN = Map.of("minReaderVersion", 1, "minWriterVersion", 2);

    private static String obstacle(String location, Map<String, Object> protocol, String mapping, Object... types) {
        List<Map<String, Object>> fields = java.util.Arrays.stream(types)
                .map(type ->
                        Map.of("name", "c" + type.hashCode(), "type", type, "nullable", false, "metadata", Map.of()))
                .toList();
        Map<String, Object> metadata = Map.of("configuration", Map.of("delta.columnMapping.mode", mapping));
        Map<String, Object> schema = Map.of("type", "struct", "fields", fields);
        return RewriteRules.obstacle(new DeltaTable("t", location, 1, 1, 1, metadata, schema, protocol, Map.of()))
                .orElse("");
    }

    private static String obstacle(Object... types) {
        return obstacle("/lake/t", PLAIN, "none", types);
    }

    private static Map<String, Object> features(String... names) {
        return Map.of("minReaderVersion", 3, "minWriterVersion", 7, "writerFeatures", List.of(names));
    }

    @Test
    void typesThatAreWrittenAsTheyWereReadMayBeWritten() {
        Map<String, Object> struct = Map.of(
                "type",
                "struct",
                "fields",
                List.of(Map.of("name", "x", "type", "decimal(10,2)", "nullable", true, "metadata", Map.of("k", "v"))));
        assertThat(obstacle("long", "string", "timestamp", "timestamp_ntz", "date", "binary", "boolean", "short"))
                .isEmpty();
        assertThat(obstacle(struct, Map.of("type", "array", "elementType", struct, "containsNull", false)))
                .isEmpty();
        assertThat(obstacle(Map.of("type", "map", "keyType", "string", "valueType", "long", "valueContainsNull", true)))
                .isEmpty();
    }

    /** DuckDB has keys of any type, but here maps are those of JSON. */
    @Test
    void typesThatAreNotWrittenAsTheyWereReadMayNot() {
        assertThat(obstacle("variant")).contains("otherwise");
        assertThat(obstacle(Map.of("type", "map", "keyType", "long", "valueType", "long", "valueContainsNull", true)))
                .contains("otherwise");
    }

    @Test
    void tablesWhoseFilesShowMoreThanRowsStayAsTheyAre() {
        assertThat(obstacle("/lake/t", features("appendOnly", "inCommitTimestamp", "deletionVectors"), "none", "long"))
                .isEmpty();
        assertThat(obstacle("/lake/t", features("appendOnly", "rowTracking", "domainMetadata"), "none", "long"))
                .isEqualTo("its protocol asks writers to understand [rowTracking]");
        assertThat(obstacle("/lake/t", features("clustering", "domainMetadata"), "none", "long"))
                .isEmpty();
        assertThat(obstacle("/lake/t", features("typeWidening", "clustering"), "none", "long"))
                .contains("[typeWidening]");
        assertThat(obstacle("/lake/t", Map.of("minReaderVersion", 4, "minWriterVersion", 8), "none", "long"))
                .contains("version 8");
        assertThat(obstacle("/lake/t", Map.of("minReaderVersion", 2, "minWriterVersion", 5), "name", "long"))
                .contains("other names");
        assertThat(obstacle("s3://lake/t", PLAIN, "none", "long")).contains("s3://lake/t");
    }
}
