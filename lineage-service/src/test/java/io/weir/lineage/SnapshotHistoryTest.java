package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Snapshots by id, by version and by time, and what changed between two. */
class SnapshotHistoryTest {

    private static TestService service;
    private final String table = "history/" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        service = new TestService();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aSnapshotIsFoundByItsIdAndByItsVersion() {
        JsonNode zero = register(0L, null);
        JsonNode one = register(1L, null);

        assertThat(get("/" + id(zero))).isEqualTo(zero);
        assertThat(get("/0")).isEqualTo(zero);
        assertThat(get("/1")).isEqualTo(one);
        assertThat(get("/latest")).isEqualTo(one);
    }

    @Test
    void whatIsNotThereIsNotFoundAndWhatNamesNothingIsRefused() {
        register(0L, null);
        JsonNode foreign = service.post("/api/v1/jobs/register-snapshot", request("other/" + table, 0L, null))
                .json();

        for (String missing :
                List.of("7", "999999999999999999", UUID.randomUUID().toString(), id(foreign))) {
            var answer = service.get(path() + "/" + missing);
            assertThat(answer.status()).as(missing).isEqualTo(404);
            assertThat(answer.json().path("code").stringValue()).isEqualTo("snapshot-not-found");
        }
        for (String nonsense : List.of("-1", "newest", "1e3", "99999999999999999999", "1-1-1-1-1", "%20")) {
            assertThat(service.get(path() + "/" + nonsense).status())
                    .as(nonsense)
                    .isEqualTo(422);
        }
        assertThat(service.get(path() + "/diff?from=first").text()).contains("from", "first", "latest");
    }

    @Test
    void asOfIsWhatWasLatestThen() {
        JsonNode zero = register(0L, null);
        JsonNode two = register(2L, null);
        JsonNode late = register(1L, null);
        at(zero, "2026-01-01T00:00:00Z");
        at(two, "2026-01-02T00:00:00Z");
        at(late, "2026-01-03T00:00:00Z");

        assertThat(version("2026-01-01T00:00:00Z")).isEqualTo(0);
        assertThat(version("2026-01-01T23:59:59.999999Z")).isZero();
        assertThat(version("2026-01-02T01:00:00%2B01:00")).isEqualTo(2);
        assertThat(version("2026-01-04T00:00:00Z"))
                .as("an older version that came late")
                .isEqualTo(2);
        assertThat(version("+999999999-12-31T23:59:59Z".replace("+", "%2B"))).isEqualTo(2);
        assertThat(service.get(path() + "/latest?asOf=2025-12-31T23:59:59Z").status())
                .isEqualTo(404);
        assertThat(service.get(path() + "/latest?asOf=yesterday").status()).isIn(400, 422);
    }

    @Test
    void aDiffTellsWhatCameWentAndChanged() {
        register(0L, List.of(field("id", "integer", 1), field("old", "string", 2), field("name", "string", 3)));
        register(1L, List.of(field("id", "long", 1), field("title", "string", 3), field("new", "date", 4)));

        JsonNode diff = get("/diff?from=0&to=1");

        assertThat(diff.path("retyped").toString())
                .isEqualTo("[{\"column\":\"id\",\"from\":\"integer\",\"to\":\"long\"}]");
        assertThat(diff.path("renamed").toString()).isEqualTo("[{\"from\":\"name\",\"to\":\"title\"}]");
        assertThat(diff.path("added").toString()).isEqualTo("[{\"column\":\"new\",\"type\":\"date\"}]");
        assertThat(diff.path("removed").toString()).isEqualTo("[{\"column\":\"old\",\"type\":\"string\"}]");
        assertThat(diff.path("from").path("version").longValue()).isZero();
        assertThat(get("/diff?from=1&to=0").path("added").toString()).contains("old");
        assertThat(get("/diff?from=0")).isEqualTo(diff);
        assertThat(get("/diff?from=1").path("added").size()).isZero();
    }

    @Test
    void namesThatChangePlacesAreRenamesAndANameMadeAnewIsAnotherColumn() {
        register(0L, List.of(field("a", "string", 1), field("b", "string", 2), field("c", "string", 3)));
        register(1L, List.of(field("b", "string", 1), field("a", "string", 2), field("c", "string", 4)));

        JsonNode diff = get("/diff?from=0&to=1");

        assertThat(diff.path("renamed").size()).isEqualTo(2);
        assertThat(diff.path("added").toString()).isEqualTo("[{\"column\":\"c\",\"type\":\"string\"}]");
        assertThat(diff.path("removed").toString()).isEqualTo("[{\"column\":\"c\",\"type\":\"string\"}]");
    }

    @Test
    void columnsWithinColumnsAreNamedByTheirPath() {
        register(0L, List.of(lines(field("price", "integer", null), true)));
        register(1L, List.of(lines(field("price", "decimal(10,2)", null), false)));
        register(2L, List.of(field("lines", "string", null)));

        JsonNode diff = get("/diff?from=0&to=1");
        assertThat(diff.path("retyped").toString())
                .isEqualTo("[{\"column\":\"lines.element.price\",\"from\":\"integer\",\"to\":\"decimal(10,2)\"}]");
        assertThat(diff.path("nullability").toString()).isEqualTo("[{\"column\":\"lines\",\"nullable\":false}]");
        JsonNode whole = get("/diff?from=1&to=2").path("retyped").get(0);
        assertThat(whole.path("from").stringValue()).contains("elementType", "price");
        assertThat(whole.path("to").stringValue()).isEqualTo("string");
    }

    @Test
    void otherFormsOfSchemasAreUnderstoodAndAMissingOneIsSaid() {
        registerSchema(0L, Map.of("columns", List.of(Map.of("name", "a", "type", "int"), "b", 7)));
        registerSchema(1L, Map.of("a", "int", "c.d", "text"));
        register(2L, null);

        JsonNode diff = get("/diff?from=0&to=1");
        assertThat(diff.path("added").toString()).isEqualTo("[{\"column\":\"c.d\",\"type\":\"text\"}]");
        assertThat(diff.path("removed").toString()).isEqualTo("[{\"column\":\"b\",\"type\":\"unknown\"}]");
        var without = service.get(path() + "/diff?from=1&to=2");
        assertThat(without.status()).isEqualTo(409);
        assertThat(without.json().path("code").stringValue()).isEqualTo("snapshot-without-schema");
    }

    private static Map<String, Object> field(String name, Object type, Integer id) {
        Map<String, Object> field = new LinkedHashMap<>(Map.of("name", name, "type", type, "nullable", true));
        field.put("metadata", id == null ? Map.of() : Map.of("delta.columnMapping.id", id));
        return field;
    }

    private static Map<String, Object> lines(Map<String, Object> price, boolean nullable) {
        Object struct = Map.of("type", "struct", "fields", List.of(price));
        Object array = Map.of("type", "array", "elementType", struct, "containsNull", true);
        return TestEvents.with(field("lines", array, null), "nullable", nullable);
    }

    private JsonNode register(Long version, List<Map<String, Object>> fields) {
        return registerSchema(version, fields == null ? null : Map.of("type", "struct", "fields", fields));
    }

    private JsonNode registerSchema(Long version, Map<String, Object> schema) {
        var answer = service.post("/api/v1/jobs/register-snapshot", request(table, version, schema));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    private static Map<String, Object> request(String table, Long version, Map<String, Object> schema) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("table_name", table);
        request.put("uri", "s3://lake/" + table);
        request.put("format", "delta");
        request.put("version", version);
        if (schema != null) {
            request.put("schema", schema);
        }
        return request;
    }

    private static void at(JsonNode snapshot, String time) {
        service.jdbc()
                .sql("update snapshot set created_at = ? where snapshot_id = ?")
                .params(Instant.parse(time).atOffset(java.time.ZoneOffset.UTC), UUID.fromString(id(snapshot)))
                .update();
    }

    private long version(String asOf) {
        return get("/latest?asOf=" + asOf).path("version").longValue();
    }

    private static String id(JsonNode snapshot) {
        return snapshot.path("snapshot_id").stringValue();
    }

    private JsonNode get(String path) {
        var answer = service.get(path() + path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private String path() {
        return "/api/v1/tables/" + TestService.encode(table) + "/snapshots";
    }
}
