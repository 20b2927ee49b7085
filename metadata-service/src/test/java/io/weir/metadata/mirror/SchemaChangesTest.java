package io.weir.metadata.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delta.action.Metadata;
import io.weir.delta.kernel.KernelTable;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Columns that are renamed, dropped, added and widened: by commits, for Kernel and for conditions on the older files. */
class SchemaChangesTest {

    private static final String COMMITS = "/api/v1/tables/evolving/commits";
    private static final String NOTHING = "{}";

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(folder);
    }

    private static String column(String name, String type, int id, String more) {
        return """
                {"name":"%s","type":"%s","nullable":true,"metadata":{"delta.columnMapping.id":%d,\
                "delta.columnMapping.physicalName":"col-%d"%s}}""".formatted(name, type, id, id, more);
    }

    private static String schema(String... columns) {
        return "{\"type\":\"struct\",\"fields\":[" + String.join(",", columns) + "]}";
    }

    @Test
    void filesOfBeforeAreReadAndFoundByWhatTheirColumnsAreCalledNow() {
        Map<String, Object> request = Requests.table("evolving");
        request.put(
                "schema",
                MetadataServer.JSON.readTree(schema(
                        column("id", "integer", 1, ""),
                        column("name", "string", 2, ""),
                        column("day", "string", 3, ""))));
        request.put(
                "properties",
                Map.of(
                        "delta.columnMapping.mode", "name",
                        "delta.columnMapping.maxColumnId", "4",
                        "delta.enableTypeWidening", "true",
                        "delta.checkpointInterval", "2"));
        String location = server.post("/api/v1/tables", request)
                .expect(201)
                .json()
                .get("location")
                .stringValue();
        server.post(COMMITS, Requests.commit(file("old", 1, 5, "ann"))).expect(200);

        change(schema(column("id", "integer", 1, ""), column("title", "string", 2, "")));
        change(schema(
                column("id", "long", 1, ",\"delta.typeChanges\":[{\"fromType\":\"integer\",\"toType\":\"long\"}]"),
                column("title", "string", 2, ""),
                column("note", "string", 4, "")));
        server.post(COMMITS, Requests.commit(file("new", 5_000_000_000L, 6_000_000_000L, "bob")))
                .expect(200);

        assertThat(found("title = 'ann'")).containsExactly("old");
        assertThat(found("title = 'bob'")).containsExactly("new");
        assertThat(found("id > 4000000000")).containsExactly("new");
        assertThat(found("id BETWEEN 2 AND 3")).containsExactly("old");
        assertThat(found("note IS NULL")).containsExactly("old", "new");
        server.get(url("name = 'ann'")).expect(422);
        server.get(url("day IS NULL")).expect(422);

        new ReplayEquality(server, "evolving").holdsEverywhere();
        Metadata read = KernelTable.open(location).metadata();
        assertThat(read.schema().fields().stream().map(field -> field.name() + " " + field.physicalName()))
                .containsExactly("id col-1", "title col-2", "note col-4");
        assertThat(KernelTable.open(location, 1).metadata().schema().fields()).hasSize(3);
    }

    /** The next writer gives a new column the id behind it. */
    @Test
    void theLargestIdOfAColumnIsToldAndNeverFalls() {
        Map<String, Object> request = Requests.table("numbered");
        request.put("schema", MetadataServer.JSON.readTree(schema(column("id", "integer", 1, ""))));
        request.put("properties", Map.of("delta.columnMapping.mode", "name"));
        MetadataServer.Answer refused = server.post("/api/v1/tables", request).expect(422);
        assertThat(refused.json().at("/errors/0/field").stringValue())
                .isEqualTo("properties.delta.columnMapping.maxColumnId");
        request.put("properties", Map.of("delta.columnMapping.mode", "name", "delta.columnMapping.maxColumnId", "1"));
        server.post("/api/v1/tables", request).expect(201);

        String more = schema(column("id", "integer", 1, ""), column("note", "string", 2, ""));
        refused = change("numbered", more, "1").expect(422);
        assertThat(refused.json().at("/errors/0/field").stringValue())
                .isEqualTo("actions[0].metaData.configuration.delta.columnMapping.maxColumnId");
        change("numbered", more, "2").expect(200);
        String less = schema(column("id", "integer", 1, ""));
        change("numbered", less, "1").expect(422);
        Map<String, Object> none = new LinkedHashMap<>();
        none.put("delta.columnMapping.maxColumnId", null);
        for (Map<String, Object> properties :
                List.of(none, Map.<String, Object>of("delta.columnMapping.maxColumnId", "0"))) {
            refused = server.patch("/api/v1/tables/numbered", Map.of("properties", properties))
                    .expect(422);
            assertThat(refused.json().at("/errors/0/field").stringValue())
                    .isEqualTo("properties.delta.columnMapping.maxColumnId");
        }
        server.post("/api/v1/tables/numbered/restore", Map.of("version", 0)).expect(200);
        JsonNode restored = server.get("/api/v1/tables/numbered").json();
        assertThat(restored.at("/schema/fields")).hasSize(1);
        assertThat(restored.get("properties")
                        .get("delta.columnMapping.maxColumnId")
                        .stringValue())
                .isEqualTo("2");
    }

    /** As versions of before did, and as other engines may have done in a log that was imported. */
    @Test
    void aVersionWithALargerIdThanTheHeadTellsIsRestored() {
        Map<String, Object> request = Requests.table("fallen");
        request.put("schema", MetadataServer.JSON.readTree(schema(column("id", "integer", 1, ""))));
        request.put("properties", Map.of("delta.columnMapping.mode", "name", "delta.columnMapping.maxColumnId", "1"));
        server.post("/api/v1/tables", request).expect(201);
        change("fallen", schema(column("id", "integer", 1, ""), column("note", "string", 2, "")), "2")
                .expect(200);
        change("fallen", schema(column("id", "integer", 1, "")), "2").expect(200);
        String told = "\"delta.columnMapping.maxColumnId\":\"%d\"";
        assertThat(server.bean(JdbcClient.class)
                        .sql("update delta_table set metadata = replace(metadata, ?, ?) where name = 'fallen'"
                                + " and strpos(metadata, ?) > 0")
                        .params(List.of(told.formatted(2), told.formatted(1), told.formatted(2)))
                        .update())
                .isEqualTo(1);

        server.post("/api/v1/tables/fallen/restore", Map.of("version", 1)).expect(200);
        JsonNode restored = server.get("/api/v1/tables/fallen").json();
        assertThat(restored.at("/schema/fields")).hasSize(2);
        assertThat(restored.get("properties")
                        .get("delta.columnMapping.maxColumnId")
                        .stringValue())
                .isEqualTo("2");
    }

    private static Map<String, Object> file(String path, long least, long most, String name) {
        String values = "{\"col-1\":%d,\"col-2\":\"" + name + "\"}";
        Map<Object, Object> add =
                new LinkedHashMap<>((Map<?, ?>) Requests.add(path, 3).get("add"));
        add.put(
                "stats",
                "{\"numRecords\":3,\"minValues\":" + values.formatted(least) + ",\"maxValues\":"
                        + values.formatted(most) + ",\"nullCount\":" + NOTHING + "}");
        return Map.of("add", add);
    }

    private static void change(String schema) {
        change("evolving", schema, "4").expect(200);
    }

    private static MetadataServer.Answer change(String table, String schema, String largestId) {
        JsonNode now =
                server.get("/api/v1/tables/" + table + "/snapshot").expect(200).json();
        Map<String, Object> metadata = new LinkedHashMap<>();
        now.get("metadata").properties().forEach(field -> metadata.put(field.getKey(), field.getValue()));
        metadata.put("schemaString", schema);
        Map<String, Object> properties = new LinkedHashMap<>();
        now.at("/metadata/configuration")
                .properties()
                .forEach(property ->
                        properties.put(property.getKey(), property.getValue().stringValue()));
        properties.put("delta.columnMapping.maxColumnId", largestId);
        metadata.put("configuration", properties);
        Map<String, Object> commit = Requests.commit(Map.of("metaData", metadata));
        commit.put("readVersion", now.get("version").longValue());
        return server.post("/api/v1/tables/" + table + "/commits", commit);
    }

    private static List<String> found(String filter) {
        return server.get(url(filter))
                .expect(200)
                .json()
                .get("items")
                .valueStream()
                .map(file -> file.get("path").stringValue())
                .toList();
    }

    private static String url(String filter) {
        return "/api/v1/tables/evolving/files?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8);
    }
}
