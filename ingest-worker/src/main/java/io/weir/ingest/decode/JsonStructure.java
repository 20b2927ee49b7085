package io.weir.ingest.decode;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what DuckDB's {@code json_group_structure} says about a set of records. */
final class JsonStructure {

    /** Beyond this an object's keys are taken for data, as those of a map are. */
    private static final int MAX_KEYS = 1000;

    private static final JsonMapper JSON = JsonMapper.shared();

    private JsonStructure() {}

    /** The columns of records with this structure; none if they have no keys. */
    static StructType columns(String structure) {
        return type(JSON.readTree(structure)) instanceof StructType struct ? struct : StructType.EMPTY;
    }

    private static ValueType type(JsonNode node) {
        if (node.isObject()) {
            return object(node);
        }
        if (node.isArray()) {
            return new ListType(node.isEmpty() ? ScalarType.VARCHAR : type(node.get(0)));
        }
        return switch (node.stringValue("")) {
            case "BOOLEAN" -> ScalarType.BOOLEAN;
            // The last is what small and negative ones together become; a value beyond BIGINT is a dead letter.
            case "BIGINT", "UBIGINT", "HUGEINT" -> ScalarType.BIGINT;
            case "DOUBLE" -> ScalarType.DOUBLE;
            default -> ScalarType.VARCHAR;
        };
    }

    private static ValueType object(JsonNode node) {
        if (node.isEmpty() || node.size() > MAX_KEYS) {
            return ScalarType.VARCHAR;
        }
        Map<String, ValueType> fields = new LinkedHashMap<>();
        node.properties().forEach(field -> fields.put(field.getKey(), type(field.getValue())));
        return StructType.EMPTY.evolve(new StructType(fields));
    }
}
