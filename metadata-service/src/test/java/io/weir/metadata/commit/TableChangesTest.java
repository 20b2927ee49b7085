package io.weir.metadata.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.MetadataServer.Answer;
import io.weir.metadata.Requests;
import io.weir.test.UndecidedChange;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a table says of itself is changed like any other resource, and by a version like any other commit. */
class TableChangesTest {

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(folder);
    }

    private static String make(String name) {
        Map<String, Object> table = Requests.table(name);
        table.put("description", "All of them");
        table.put("properties", Map.of("team", "sales", "tier", "gold"));
        server.post("/api/v1/tables", table).expect(201);
        return "/api/v1/tables/" + name;
    }

    private static Answer properties(String path, String name, @Nullable String value, String... headers) {
        Map<String, @Nullable String> change = new HashMap<>();
        change.put(name, value);
        return server.patch(path, Map.of("properties", change), headers);
    }

    /** Which goes on by itself. */
    private static JsonNode withoutMirror(JsonNode table) {
        return ((ObjectNode) table).without("publishedVersion");
    }

    @Test
    void whatIsGivenChangesByAVersionAndTheRestStays() {
        String path = make("changed");
        JsonNode before = server.get(path).json();

        properties(path, "team", "stock").expect(200);
        properties(path, "tier", null).expect(200);
        JsonNode after = server.patch(path, Map.of("description", "Half of them"))
                .expect(200)
                .json();

        JsonNode read = server.get(path).json();
        assertThat(withoutMirror(after)).isEqualTo(withoutMirror(read));
        assertThat(after.get("version").longValue()).isEqualTo(3);
        assertThat(after.get("description").stringValue()).isEqualTo("Half of them");
        assertThat(after.get("properties").get("team").stringValue()).isEqualTo("stock");
        assertThat(after.get("properties").has("tier")).isFalse();
        assertThat(after.get("properties").size())
                .isEqualTo(before.get("properties").size() - 1);
        assertThat(after.get("schema")).isEqualTo(before.get("schema"));
        assertThat(server.get(path + "/commits").json().at("/items/0/operation").stringValue())
                .isEqualTo("SET TBLPROPERTIES");
        assertThat(server.patch(path, Map.of("description", ""))
                        .expect(200)
                        .json()
                        .has("description"))
                .isFalse();
    }

    @Test
    void aChangeThatChangesNothingIsNoVersion() {
        String path = make("unchanged");
        properties(path, "team", "sales").expect(200);
        properties(path, "none", null).expect(200);
        assertThat(server.patch(path, Map.of())
                        .expect(200)
                        .json()
                        .get("version")
                        .longValue())
                .isZero();
    }

    /** Rows are committed all the time: whoever edits a property meanwhile must not be sent back for that. */
    @Test
    void theTagIsOfWhatTheTableSaysAndNotOfItsRows() {
        String path = make("tagged");
        String read = server.get(path).etag();
        server.post(path + "/commits", Requests.commit(Requests.add("a.parquet", 3)))
                .expect(200);

        Answer changed = properties(path, "team", "stock", "If-Match", read).expect(200);
        Answer late = properties(path, "team", "none", "If-Match", read).expect(412);

        assertThat(changed.etag()).isNotEqualTo(read).isEqualTo(server.get(path).etag());
        assertThat(late.json().get("currentETag").stringValue()).isEqualTo(changed.etag());
        assertThat(server.get(path).json().at("/properties/team").stringValue()).isEqualTo("stock");
    }

    @Test
    void theTagIsAlsoOfWhoseTheTableIsAndWhoMayWriteToIt() {
        String path = make("given");
        String read = server.get(path).etag();

        server.put(path + "/owner", Map.of("owner", "user:ann")).expect(200);
        String given = server.get(path).etag();
        properties(path, "team", "stock", "If-Match", read).expect(412);
        server.put(path + "/mode", Map.of("mode", "GUARDED")).expect(200);

        assertThat(given).isNotEqualTo(read);
        assertThat(server.get(path).etag()).isNotEqualTo(given);
    }

    @Test
    void ofTwoWhoReadTheSameOneWins() {
        String path = make("raced");
        for (int trial = 0; trial < 5; trial++) {
            String tag = server.get(path).etag();
            String value = "trial-" + trial;
            List<Integer> statuses = Stream.of("-a", "-b")
                    .map(end ->
                            CompletableFuture.supplyAsync(() -> properties(path, "team", value + end, "If-Match", tag)
                                    .status()))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
            assertThat(statuses).containsExactlyInAnyOrder(200, 412);
        }
        assertThat(server.get(path).json().get("version").longValue()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "delta.logRetentionDuration, for ever, properties.delta.logRetentionDuration",
        "delta.appendOnly, perhaps, properties.delta.appendOnly",
        "delta.enableInCommitTimestamps, false, properties.delta.enableInCommitTimestamps",
        "delta.enableInCommitTimestamps, , properties.delta.enableInCommitTimestamps",
        "delta.enableDeletionVectors, true, properties",
    })
    void aPropertyThatTheTableCannotHaveIsNamed(String name, @Nullable String value, String field) {
        String path = make("refused-" + Math.abs((name + value).hashCode()));

        Answer refused = properties(path, name, value).expect(422);

        assertThat(refused.json().get("code").stringValue()).isEqualTo("invalid-request");
        assertThat(refused.json().at("/errors/0/field").stringValue()).isEqualTo(field);
        assertThat(refused.json().get("detail").stringValue()).startsWith(field).doesNotContain("actions");
        assertThat(server.get(path).json().get("version").longValue()).isZero();
    }

    @Test
    void whatIsNotThereOrNoTextIsRefused() {
        server.patch("/api/v1/tables/nowhere", Map.of("description", "x")).expect(404);
        String path = make("texts");
        assertThat(server.patch(path, Map.of("description", "x".repeat(4001)))
                        .expect(422)
                        .json()
                        .at("/errors/0/field")
                        .stringValue())
                .isEqualTo("description");
        server.patch(path, Map.of("properties", Map.of("a", "\0"))).expect(422);
        server.patch(path, Map.of("schema", Map.of())).expect(400);
    }

    private static Answer behindAChange(String table, Supplier<Answer> call) {
        String change = "update delta_table set owner = 'user:next' where name = '" + table + "'";
        return UndecidedChange.before(server.bean(DataSource.class), change, "%dropped_at is null%", call);
    }

    @Test
    void aTableThatChangedSinceIsNotDropped() {
        String path = make("kept");
        String read = server.get(path).etag();

        behindAChange("kept", () -> server.delete(path, "If-Match", read)).expect(412);

        server.get(path).expect(200);
        server.delete(path, "If-Match", server.get(path).etag()).expect(204);
        server.delete(path, "If-Match", read).expect(404);
    }

    @Test
    void whoSaysNothingDropsItWhateverBecameOfIt() {
        String path = make("dropped");
        behindAChange("dropped", () -> server.delete(path)).expect(204);
        server.get(path).expect(404);
    }

    @Test
    void theModeOfATableThatChangedSinceIsNot() {
        String path = make("moded");
        String read = server.get(path).etag();

        behindAChange("moded", () -> server.put(path + "/mode", Map.of("mode", "GUARDED"), "If-Match", read))
                .expect(412);

        assertThat(server.get(path).json().get("mode").stringValue()).isEqualTo("MIRRORED");
        server.put(
                        path + "/mode",
                        Map.of("mode", "GUARDED"),
                        "If-Match",
                        server.get(path).etag())
                .expect(200);
    }
}
