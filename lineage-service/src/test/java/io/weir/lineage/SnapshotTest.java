package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.lineage.openlineage.EventJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SnapshotTest {

    private static final String REGISTER = "/api/v1/jobs/register-snapshot";
    private static TestService service;
    private final UUID run = UUID.randomUUID();
    private final String table = "lake/orders:" + run;

    @BeforeAll
    static void start() {
        service = new TestService();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void theLatestIsTheGreatestVersionWhateverTheOrder() {
        assertThat(register(3L).status()).isEqualTo(201);
        assertThat(register(5L).status()).isEqualTo(201);
        assertThat(register(4L).status()).isEqualTo(201);

        JsonNode latest = latest();
        assertThat(latest.propertyNames())
                .containsExactlyInAnyOrder(
                        "table_name",
                        "snapshot_id",
                        "uri",
                        "format",
                        "schema",
                        "version",
                        "job_name",
                        "run_id",
                        "created_at");
        assertThat(latest.path("table_name").stringValue()).isEqualTo(table);
        assertThat(latest.path("version").longValue()).isEqualTo(5);
        assertThat(latest.path("schema").toString())
                .isEqualTo("{\"fields\":[{\"name\":\"id\",\"type\":\"long\"}],\"type\":\"struct\"}");
    }

    @Test
    void theSameVersionTwiceIsTheFirstAnswerAgain() {
        JsonNode first = register(7L).json();
        long events = events();

        assertThat(register(7L).json()).isEqualTo(first);
        assertThat(events()).isEqualTo(events);
        var elsewhere = service.post(REGISTER, TestEvents.with(request(7L), "uri", "s3://elsewhere/t"));
        assertThat(elsewhere.status()).isEqualTo(409);
        assertThat(elsewhere.json().path("code").stringValue()).isEqualTo("snapshot-conflict");
    }

    /** A reader of the latest would be told to read nothing, or would never see a version again. */
    @Test
    void whatNamesNothingIsRefused() {
        for (String field : List.of("table_name", "uri", "format")) {
            expectRefused(field, service.post(REGISTER, TestEvents.with(request(1L), field, " ")));
        }
        expectRefused("version", register(-1L));
        assertThat(register(0L).status()).isEqualTo(201);
    }

    private static void expectRefused(String field, TestService.Answer refused) {
        assertThat(refused.status()).as(field).isEqualTo(422);
        assertThat(refused.json().at("/errors/0/field").stringValue()).isEqualTo(field);
    }

    /** PostgreSQL keeps it in no text. */
    @Test
    void theCharacterNulIsRefusedWhereverItIs() {
        for (String field : List.of("table_name", "uri", "format", "job_name")) {
            expectRefused(field, service.post(REGISTER, TestEvents.with(request(1L), field, "a\0b")));
        }
        assertThat(register(1L).status()).isEqualTo(201);
    }

    @Test
    void twoAtOnceRegisterOneSnapshot() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<JsonNode>> calls = IntStream.range(0, 16)
                    .<Callable<JsonNode>>mapToObj(call -> () -> register(9L).json())
                    .toList();
            List<JsonNode> answers = new java.util.ArrayList<>();
            for (Future<JsonNode> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            assertThat(answers).containsOnly(answers.get(0));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aSnapshotIsAnOutputOfItsRun() {
        service.post("/api/v1/lineage", TestEvents.run("START", run, "orders pipeline", 0));
        register(1L);
        register(2L);
        service.post("/api/v1/lineage", TestEvents.run("COMPLETE", run, "orders pipeline", 9));

        JsonNode recorded = service.run(run);
        assertThat(recorded.path("state").stringValue()).isEqualTo("COMPLETE");
        assertThat(recorded.path("job").stringValue()).isEqualTo("orders pipeline");
        assertThat(recorded.path("outputs").size()).isEqualTo(1);
        assertThat(recorded.path("outputs").get(0).path("namespace").stringValue())
                .isEqualTo("file");
        assertThat(recorded.path("outputs").get(0).path("name").stringValue()).isEqualTo("/data/tables/" + run);
        assertThat(recorded.path("outputs").get(0).path("version").stringValue())
                .isEqualTo("2");
        assertThat(ids(service.graph("dataset:weir:" + table)))
                .contains("job:weir:orders pipeline", "dataset:file:/data/tables/" + run, "dataset:weir:" + table);
    }

    /** In the graph a column's type is a text: what is more than a name is told as it was written. */
    @Test
    void aNestedTypeIsToldAsJson() {
        Map<String, Object> nested = Map.of("type", "array", "elementType", "long");
        List<Object> fields = List.of(Map.of("name", "of " + run, "type", nested), Map.of("name", "untyped"));
        service.post(REGISTER, TestEvents.with(request(1L), "schema", Map.of("type", "struct", "fields", fields)));

        JsonNode told = EventJson.read(service.jdbc()
                        .sql("select body from facet where name = 'schema' and body like ?")
                        .param("%of " + run + "%")
                        .query(String.class)
                        .single())
                .path("fields");
        assertThat(told.at("/0/type").asString("")).isEqualTo("{\"elementType\":\"long\",\"type\":\"array\"}");
        assertThat(told.path(1).has("type")).isFalse();
    }

    @Test
    void aSnapshotWithoutRunOrVersionIsAFactAboutTheTable() {
        Map<String, Object> request = new LinkedHashMap<>(request(1L));
        request.keySet().removeAll(List.of("run_id", "job_name", "version", "schema"));
        service.post(REGISTER, request);
        UUID second = UUID.fromString(
                service.post(REGISTER, request).json().path("snapshot_id").stringValue());

        assertThat(latest().path("snapshot_id").stringValue()).isEqualTo(second.toString());
        assertThat(latest().has("version")).isFalse();
        assertThat(ids(service.graph("dataset:weir:" + table))).hasSize(2);
    }

    @Test
    void pagesAreNewestFirstAndWithoutGaps() {
        Map<String, Object> unversioned = new LinkedHashMap<>(request(1L));
        unversioned.remove("version");
        service.post(REGISTER, unversioned);
        service.post(REGISTER, unversioned);
        IntStream.range(0, 5).forEach(version -> register((long) version));

        List<String> versions = new java.util.ArrayList<>();
        String next = "";
        do {
            JsonNode page = service.get(path() + "?limit=2" + next).json();
            page.path("items").forEach(item -> versions.add(item.path("version").asString("none")));
            next = page.has("nextPageToken")
                    ? "&pageToken=" + page.path("nextPageToken").stringValue()
                    : "";
        } while (!next.isEmpty());
        assertThat(versions).containsExactly("4", "3", "2", "1", "0", "none", "none");
        assertThat(service.get(path() + "?pageToken=bm8").status()).isEqualTo(422);
    }

    @Test
    void aTableWithoutSnapshotIsNotFound() {
        var answer = service.get(path() + "/latest");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("code").stringValue()).isEqualTo("snapshot-not-found");
    }

    @Test
    void aRequestWithoutUriIsRefused() {
        Map<String, Object> request = new LinkedHashMap<>(request(1L));
        request.remove("uri");
        var answer = service.post(REGISTER, request);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("uri");
    }

    private TestService.Answer register(Long version) {
        return service.post(REGISTER, request(version));
    }

    private Map<String, Object> request(Long version) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("table_name", table);
        request.put("uri", "file:/data/tables/" + run + "/");
        request.put("format", "delta");
        request.put("schema", Map.of("type", "struct", "fields", List.of(Map.of("name", "id", "type", "long"))));
        request.put("job_name", "orders");
        request.put("run_id", run.toString());
        request.put("version", version);
        return request;
    }

    private JsonNode latest() {
        return service.get(path() + "/latest").json();
    }

    private String path() {
        return "/api/v1/tables/" + TestService.encode(table) + "/snapshots";
    }

    private static List<String> ids(JsonNode graph) {
        return graph.path("graph")
                .valueStream()
                .map(node -> node.path("id").stringValue())
                .toList();
    }

    private static long events() {
        return service.jdbc()
                .sql("select count(*) from event")
                .query(Long.class)
                .single();
    }
}
