package io.weir.metadata.commit;

import static io.weir.metadata.Requests.addOn;
import static io.weir.metadata.Requests.commit;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import io.weir.metadata.mirror.ReplayEquality;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Removes of writers that name a file and say no more of it. */
class BareRemovesTest {

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    void theLogSaysWhatTheTableKnowsOfTheirFiles(String tracked) {
        String table = "bare_" + tracked;
        create(table, Map.of("delta.enableRowTracking", tracked));
        post(table, commit(tagged(addOn("a", "monday")), addOn("b", "tuesday"), addOn("c", "friday")));

        post(
                table,
                commit(bare("a", Map.of()), bare("b", Map.of("size", 7, "partitionValues", Map.of("day", "sunday")))));

        JsonNode removed = actions(table, 2);
        JsonNode whole = action(removed, "a");
        assertThat(whole.get("extendedFileMetadata").booleanValue()).isTrue();
        assertThat(whole.get("partitionValues")).isEqualTo(MetadataServer.JSON.valueToTree(Map.of("day", "monday")));
        assertThat(whole.get("size").longValue()).isEqualTo(101);
        assertThat(whole.get("tags")).isEqualTo(MetadataServer.JSON.valueToTree(Map.of("zone", "1")));
        assertThat(whole.has("stats")).isFalse();
        assertThat(whole.has("baseRowId")).isEqualTo(Boolean.parseBoolean(tracked));
        JsonNode told = action(removed, "b");
        assertThat(told.get("extendedFileMetadata").booleanValue()).isTrue();
        assertThat(told.get("partitionValues").get("day").stringValue())
                .as("what its writer says stays")
                .isEqualTo("sunday");
        assertThat(told.get("size").longValue()).isEqualTo(7);
        new ReplayEquality(server, table).holdsAtEvery(1);
    }

    @Test
    void oneThatMeansAFileWithADeletionVectorIsWholeToo() {
        create("marked", Map.of("delta.enableDeletionVectors", "true"));
        Map<String, Object> file = Requests.marked("a", 5);
        Map<?, ?> added = (Map<?, ?>) file.get("add");
        post("marked", commit(on(file, "monday")));

        post("marked", commit(bare("a", Map.of("deletionVector", added.get("deletionVector")))));

        JsonNode whole = action(actions("marked", 2), "a");
        assertThat(whole.get("size").longValue()).isEqualTo(105);
        assertThat(whole.get("partitionValues").get("day").stringValue()).isEqualTo("monday");
        assertThat(whole.get("deletionVector").get("cardinality").intValue()).isOne();
    }

    @Test
    void oneOfAFileThatIsNotLiveIsRefusedAsBefore() {
        create("missed", Map.of());
        post("missed", commit(addOn("a", "monday")));

        assertThat(server.post(path("missed"), commit(bare("a", Map.of()), bare("none", Map.of())))
                        .expect(422)
                        .json()
                        .at("/errors/0/found")
                        .stringValue())
                .isEqualTo("none");
        assertThat(server.get("/api/v1/tables/missed").json().get("files").intValue())
                .isOne();
    }

    private static void create(String table, Map<String, String> properties) {
        Map<String, Object> request = Requests.partitionedTable(table);
        request.put("properties", properties);
        server.post("/api/v1/tables", request).expect(201);
    }

    private static void post(String table, Map<String, Object> commit) {
        server.post(path(table), commit).expect(200);
    }

    private static String path(String table) {
        return "/api/v1/tables/" + table + "/commits";
    }

    private static Map<String, Object> bare(String path, Map<String, ?> more) {
        Map<String, Object> remove = new LinkedHashMap<>(Map.of("path", path, "dataChange", true));
        remove.putAll(more);
        return Map.of("remove", remove);
    }

    private static Map<String, Object> tagged(Map<String, Object> file) {
        return with(file, "tags", Map.of("zone", "1"));
    }

    private static Map<String, Object> on(Map<String, Object> file, String day) {
        return with(file, "partitionValues", Map.of("day", day));
    }

    private static Map<String, Object> with(Map<String, Object> file, String field, Object value) {
        Map<Object, Object> changed = new LinkedHashMap<>((Map<?, ?>) file.get("add"));
        changed.put(field, value);
        return Map.of("add", changed);
    }

    private static JsonNode actions(String table, int version) {
        String line = server.get("/api/v1/tables/" + table + "/changes?from=" + version + "&to=" + version)
                .expect(200)
                .text();
        return MetadataServer.JSON.readTree(line).get("actions");
    }

    private static JsonNode action(JsonNode actions, String path) {
        return actions.valueStream()
                .map(action -> action.path("remove"))
                .filter(remove -> remove.path("path").asString("").equals(path))
                .findFirst()
                .orElseThrow();
    }
}
