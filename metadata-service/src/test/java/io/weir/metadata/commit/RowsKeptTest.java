package io.weir.metadata.commit;

import static io.weir.metadata.Requests.add;
import static io.weir.metadata.Requests.commit;
import static io.weir.metadata.Requests.marked;
import static io.weir.metadata.Requests.remove;
import static io.weir.metadata.Requests.txn;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a version says of the ids of rows that it changed or moved. */
class RowsKeptTest {

    private static final String ON = "delta.enableRowTracking";

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(folder, "--weir.metadata.mirror.workers=0");
    }

    private static void create(String table, Map<String, String> properties) {
        server.post("/api/v1/tables", Requests.table(table, properties)).expect(201);
    }

    private static void post(String table, Map<?, ?>... actions) {
        Map<String, Object> commit = commit(actions);
        commit.put("readVersion", head(table));
        server.post("/api/v1/tables/" + table + "/commits", commit).expect(200);
    }

    private static long head(String table) {
        return server.get("/api/v1/tables/" + table)
                .expect(200)
                .json()
                .get("version")
                .longValue();
    }

    /** By version: the tag's text, or that it is not there. */
    private static List<String> told(String table) {
        List<String> told = new ArrayList<>();
        for (JsonNode commit : changes(table)) {
            JsonNode tag = commit.at("/actions/0/commitInfo/tags/delta.rowTracking.preserved");
            told.add(tag.isMissingNode() ? "nothing" : tag.stringValue());
        }
        return told;
    }

    private static List<JsonNode> changes(String table) {
        return server.get("/api/v1/tables/" + table + "/changes?from=0")
                .expect(200)
                .text()
                .lines()
                .map(MetadataServer.JSON::readTree)
                .toList();
    }

    private static Map<String, Object> protocol(String table, String... features) {
        JsonNode snapshot =
                server.get("/api/v1/tables/" + table + "/snapshot").expect(200).json();
        ObjectNode protocol = (ObjectNode) snapshot.get("protocol");
        List.of(features).forEach(protocol.withArray("writerFeatures")::add);
        return Map.of("protocol", protocol);
    }

    private static Map<String, Object> metadata(String table, String on) {
        JsonNode snapshot =
                server.get("/api/v1/tables/" + table + "/snapshot").expect(200).json();
        ObjectNode metadata = (ObjectNode) snapshot.get("metadata");
        ((ObjectNode) metadata.get("configuration")).put(ON, on);
        return Map.of("metaData", metadata);
    }

    @Test
    void rowsThatDoNotMoveKeepTheirIdsAndOfOthersNothingIsPromised() {
        create("kept", Map.of(ON, "true", "delta.enableDeletionVectors", "true"));
        post("kept", add("a", 10), add("b", 5), add("c", 5));
        post("kept", txn("app", 1));
        post("kept", remove("c"));
        // Rows of b are deleted; then they are deleted from a and may be in d, changed.
        post("kept", remove("b"), marked("b", 5));
        post("kept", remove("a"), marked("a", 10), add("d", 1));
        post("kept", remove("d"), add("e", 1));
        server.post("/api/v1/tables/kept/restore", Map.of("version", 1)).expect(200);

        assertThat(told("kept")).containsExactly("nothing", "true", "true", "true", "true", "false", "false", "true");
    }

    @Test
    void ofATableThatDoesNotTrackItsRowsNothingIsSaid() {
        create("plain", Map.of());
        post("plain", add("a", 10));
        post("plain", protocol("plain", "rowTracking", "domainMetadata"));
        post("plain", add("b", 10));
        post("plain", metadata("plain", "true"));
        post("plain", add("c", 10));
        post("plain", metadata("plain", "false"));
        post("plain", add("d", 10));

        assertThat(told("plain"))
                .containsExactly("nothing", "nothing", "nothing", "nothing", "nothing", "true", "true", "nothing");
    }
}
