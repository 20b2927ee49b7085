package io.weir.metadata.serial;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A file with the rows {@code low} to {@code high} of a day.
 *
 * @param vector number of its deletion vector; 0 for none
 */
record DataFile(String path, int vector, String day, int low, int high) {

    static DataFile of(JsonNode add) {
        JsonNode stats =
                io.weir.metadata.MetadataServer.JSON.readTree(add.get("stats").stringValue());
        return new DataFile(
                add.get("path").stringValue(),
                add.path("deletionVector").path("offset").asInt(0),
                add.get("partitionValues").get("day").stringValue(),
                stats.get("minValues").get("id").intValue(),
                stats.get("maxValues").get("id").intValue());
    }

    DataFile withVector(int number) {
        return new DataFile(path, number, day, low, high);
    }

    Map<String, Object> add(boolean dataChange) {
        Map<String, Object> add = body(dataChange);
        add.put("modificationTime", 1);
        return Map.of("add", add);
    }

    Map<String, Object> remove(boolean dataChange) {
        Map<String, Object> remove = body(dataChange);
        remove.put("deletionTimestamp", System.currentTimeMillis());
        remove.put("extendedFileMetadata", true);
        return Map.of("remove", remove);
    }

    private Map<String, Object> body(boolean dataChange) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("path", path);
        body.put("partitionValues", Map.of("day", day));
        body.put("size", 100 + high - low);
        body.put("dataChange", dataChange);
        body.put(
                "stats",
                "{\"numRecords\":%d,\"minValues\":{\"id\":%d},\"maxValues\":{\"id\":%d},\"nullCount\":{\"id\":0}}"
                        .formatted(high - low + 1, low, high));
        if (vector > 0) {
            body.put("deletionVector", vectorBody());
        }
        return body;
    }

    private Map<String, Object> vectorBody() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("storageType", "u");
        body.put("pathOrInlineDv", "ab^-aqEH.-t@S}K{vb[*k^");
        body.put("offset", vector);
        body.put("sizeInBytes", 36);
        body.put("cardinality", 1);
        return body;
    }
}
