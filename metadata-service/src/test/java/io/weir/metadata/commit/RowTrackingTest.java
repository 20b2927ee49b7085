package io.weir.metadata.commit;

import static io.weir.metadata.Requests.commit;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.MetadataServer.Answer;
import io.weir.metadata.Requests;
import io.weir.metadata.mirror.ReplayEquality;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Each row of a table has an id of its own: who gives it, who keeps it, and what is refused. */
class RowTrackingTest {

    private static final String ON = "delta.enableRowTracking";
    private static final String ROW_ID = "delta.rowTracking.materializedRowIdColumnName";
    private static final String ROW_VERSION = "delta.rowTracking.materializedRowCommitVersionColumnName";

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(folder);
    }

    @Test
    void newFilesGetIdsBehindThoseThatThereAreAndKeepThem() {
        create("fresh", Map.of(ON, "true", "delta.checkpointInterval", "2", "delta.enableDeletionVectors", "true"));
        JsonNode created = snapshot("fresh");
        assertThat(created.get("protocol").get("writerFeatures").valueStream().map(JsonNode::stringValue))
                .contains("rowTracking", "domainMetadata");
        assertThat(created.get("protocol").get("minReaderVersion").intValue()).isEqualTo(3);
        JsonNode properties = created.get("metadata").get("configuration");
        assertThat(properties.get(ROW_ID).stringValue())
                .isNotEqualTo(properties.get(ROW_VERSION).stringValue());

        post("fresh", commit(add("a", 10), add("empty", 0), add("b", 5)));
        post("fresh", commit(add("c", 3)));
        // The rows that are left keep their ids under a deletion vector; the remove says which they were.
        post("fresh", commit(Requests.remove("b"), with(add("b", 5), "deletionVector", vector())));
        post("fresh", commit(Requests.remove("a"), add("d", 2)));

        assertThat(ids("fresh"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("b", "10 since 1", "c", "15 since 2", "d", "18 since 4", "empty", "10 since 1"));
        RowIdHistory history = RowIdHistory.check(server, "fresh");
        assertThat(history.mark()).isEqualTo(19);
        new ReplayEquality(server, "fresh").holdsAtEvery(1);
    }

    @Test
    void idsOfAWriterHoldUnlessOthersGaveThemMeanwhile() {
        create("own", Map.of(ON, "true"));
        post("own", commit(add("a", 10)));
        Map<String, Object> mine = commit(mark(39), numbered("b", 10, 30), numbered("c", 5, 20));
        mine.put("readVersion", 1);
        post("own", mine);
        assertThat(ids("own")).containsEntry("b", "30 since 2").containsEntry("c", "20 since 2");

        Map<String, Object> overtaken = commit(mark(19), numbered("d", 10, 10), numbered("e", 4, 12));
        overtaken.put("readVersion", 1);
        post("own", overtaken);

        assertThat(ids("own")).containsEntry("d", "40 since 3").containsEntry("e", "50 since 3");
        assertThat(RowIdHistory.check(server, "own").mark()).isEqualTo(53);
        Map<String, Object> reserved = commit(mark(99));
        reserved.put("readVersion", 3);
        post("own", reserved);
        post("own", commit(add("f", 1)));
        assertThat(ids("own")).containsEntry("f", "100 since 5");
    }

    @Test
    void aFileThatComesBackHasTheIdsThatItHad() {
        create("back", Map.of(ON, "true"));
        post("back", commit(add("a", 10), add("b", 7)));
        post("back", commit(Requests.remove("a"), add("c", 1)));

        // By the writer's own hand, then by the service.
        post("back", commit(numbered("a", 10, 0)));
        assertThat(ids("back")).containsEntry("a", "0 since 1");
        server.post("/api/v1/tables/back/restore", Map.of("version", 1)).expect(200);
        assertThat(ids("back")).containsExactlyInAnyOrderEntriesOf(Map.of("a", "0 since 1", "b", "10 since 1"));
        post("back", commit(add("d", 1)));
        assertThat(ids("back")).containsEntry("d", "18 since 5");
        RowIdHistory.check(server, "back");
    }

    @Test
    void tenThousandFilesGetTheirIdsInOneCommit() {
        create("large", Map.of(ON, "true"));
        post("large", commit(add("first", 3)));
        post(
                "large",
                commit(IntStream.range(0, 10_000)
                        .mapToObj(number -> add("part-" + number, 1 + number % 7))
                        .toArray(Map<?, ?>[]::new)));

        RowIdHistory history = RowIdHistory.check(server, "large");
        assertThat(history.files()).isEqualTo(10_001);
        long rows = server.get("/api/v1/tables/large").json().get("rows").longValue();
        assertThat(history.mark()).isEqualTo(rows - 1);
    }

    @Test
    void aTableThatHasFilesGivesThemIdsWhenItIsSwitchedOn() {
        create("later", Map.of("delta.enableDeletionVectors", "true"));
        post("later", commit(add("a", 4), add("b", 6), add("gone", 9)));
        assertThat(ids("later")).containsEntry("a", "none");

        Map<String, Object> upgrade = commit(features("later", "rowTracking", "domainMetadata"));
        upgrade.put("readVersion", 1);
        post("later", upgrade);
        post("later", commit(add("c", 5)));
        assertThat(ids("later")).containsEntry("a", "none").containsEntry("c", "0 since 3");
        Map<String, Object> on = commit(metadata("later", Map.of(ON, "true")), Requests.remove("gone"), add("d", 1));
        on.put("readVersion", 3);
        post("later", on);

        assertThat(ids("later"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("a", "6 since 4", "b", "10 since 4", "c", "0 since 3", "d", "5 since 4"));
        JsonNode head = server.get("/api/v1/tables/later").json();
        assertThat(head.get("files").longValue()).isEqualTo(4);
        assertThat(head.get("rows").longValue()).isEqualTo(16);
        assertThat(snapshot("later").get("metadata").get("configuration").has(ROW_ID))
                .isTrue();
        new ReplayEquality(server, "later").holdsAtEvery(1);
        // Files of before row tracking come back with ids of their own; the names of the columns stay.
        server.post("/api/v1/tables/later/restore", Map.of("version", 1)).expect(200);
        assertThat(ids("later")).containsEntry("gone", "16 since 5");
        JsonNode properties = snapshot("later").get("metadata").get("configuration");
        assertThat(properties.has(ON)).isFalse();
        assertThat(properties.has(ROW_ID)).isTrue();
    }

    @Test
    void whatWouldGiveAnIdTwiceIsRefusedWithTheFieldAndNothingChanges() {
        create("refused", Map.of(ON, "true"));
        post("refused", commit(add("a", 10)));
        Map<String, Object> silent = new LinkedHashMap<>(body(add("x", 1)));
        silent.remove("stats");

        refused(commit(Map.of("add", silent)), "actions[0].add.stats");
        refused(commit(numbered("x", 1, 9)), "actions[0].add.baseRowId");
        refused(commit(numbered("x", 1, -1)), "actions[0].add.baseRowId");
        refused(commit(numbered("a", 10, 4)), "actions[0].add.baseRowId");
        refused(commit(numbered("a", 11, 0)), "actions[0].add.stats");
        refused(commit(numbered("x", 5, 10), numbered("y", 5, 14)), "actions[1].add.baseRowId");
        refused(commit(numbered("x", 2, Long.MAX_VALUE - 1)), "actions[0].add.baseRowId");
        refused(commit(Map.of("add", with(body(add("x", 1)), "stats", "{"))), "actions[0].add.stats");
        refused(
                commit(Map.of(
                        "domainMetadata",
                        Map.of("domain", "delta.rowTracking", "configuration", "{}", "removed", true))),
                "actions[0].domainMetadata.removed");
        refused(
                commit(Map.of(
                        "domainMetadata",
                        Map.of("domain", "delta.rowTracking", "configuration", "{}", "removed", false))),
                "delta.rowTracking.rowIdHighWaterMark");
        for (Map<String, String> properties : List.of(Map.of(ROW_ID, "other"), Map.of(ROW_VERSION, "name"))) {
            Map<String, Object> renamed = commit(metadata("refused", properties));
            renamed.put("readVersion", 1);
            refused(
                    renamed,
                    "actions[0].metaData.configuration."
                            + properties.keySet().iterator().next());
        }
        assertThat(server.get("/api/v1/tables/refused").json().get("version").longValue())
                .isEqualTo(1);
    }

    /** Rows that move to another file have their ids in columns of it, which only who wrote it can know. */
    @Test
    void whoMovesRowsSaysWhetherTheyKeptTheirIds() {
        create("kept", Map.of(ON, "true"));
        post("kept", commit(add("one", 10), add("two", 10)));
        Map<String, Object> optimize = commit(Requests.remove("one"), Requests.remove("two"), add("both", 20));
        optimize.put("operation", "OPTIMIZE");
        optimize.put("rowTrackingPreserved", true);
        post("kept", optimize);
        assertThat(ids("kept")).isEqualTo(Map.of("both", "20 since 2"));
        assertThat(preserved("kept", 2)).isEqualTo("true");

        post("kept", commit(Requests.remove("both"), add("silent", 20)));
        assertThat(preserved("kept", 3)).isEqualTo("false");
        Map<String, Object> copies = commit(add("copied", 5));
        copies.put("rowTrackingPreserved", false);
        post("kept", copies);
        assertThat(preserved("kept", 4)).isEqualTo("false");
    }

    @Test
    void ofRowsThatHaveNoIdsNothingIsSaid() {
        for (Map<String, String> properties :
                List.of(Map.<String, String>of(), Map.of("delta.feature.rowTracking", "supported"))) {
            String table = "untold" + properties.size();
            create(table, properties);
            Map<String, Object> commit = commit(add("one", 10));
            commit.put("rowTrackingPreserved", true);
            Answer answer = server.post("/api/v1/tables/" + table + "/commits", commit);
            assertThat(answer.status()).as(answer.text()).isEqualTo(422);
            assertThat(fields(answer)).containsExactly("rowTrackingPreserved");
            assertThat(server.get("/api/v1/tables/" + table)
                            .json()
                            .get("version")
                            .longValue())
                    .isZero();
        }
    }

    private static String preserved(String table, long version) {
        return server.get("/api/v1/tables/" + table + "/changes?from=" + version + "&to=" + version)
                .expect(200)
                .json()
                .at("/actions/0/commitInfo/tags/delta.rowTracking.preserved")
                .stringValue();
    }

    @Test
    void rowTrackingNeedsTheFeaturesThatItStandsOn() {
        create("plain", Map.of());
        Map<String, Object> alone = commit(features("plain", "rowTracking"));
        alone.put("readVersion", 0);
        assertThat(fields(server.post("/api/v1/tables/plain/commits", alone)))
                .contains("actions[0].protocol.writerFeatures");
        Map<String, Object> without = commit(metadata("plain", Map.of(ON, "true")));
        without.put("readVersion", 0);
        assertThat(fields(server.post("/api/v1/tables/plain/commits", without))).contains("actions[0].metaData");
        create("supported", Map.of("delta.feature.rowTracking", "supported"));
        assertThat(snapshot("supported")
                        .get("protocol")
                        .get("writerFeatures")
                        .valueStream()
                        .map(JsonNode::stringValue))
                .contains("rowTracking", "domainMetadata");
    }

    private static void refused(Map<String, Object> commit, String field) {
        Answer answer = server.post("/api/v1/tables/refused/commits", commit);
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().get("code").stringValue()).isEqualTo("invalid-action");
        assertThat(fields(answer)).contains(field);
    }

    private static List<String> fields(Answer answer) {
        return answer.json()
                .get("errors")
                .valueStream()
                .map(error -> error.get("field").stringValue())
                .toList();
    }

    private static void create(String table, Map<String, String> properties) {
        server.post("/api/v1/tables", Requests.table(table, properties)).expect(201);
    }

    private static void post(String table, Map<String, Object> commit) {
        server.post("/api/v1/tables/" + table + "/commits", commit).expect(200);
    }

    private static JsonNode snapshot(String table) {
        return server.get("/api/v1/tables/" + table + "/snapshot").expect(200).json();
    }

    /** By path: the id of a file's first row, and the version that gave it. */
    private static Map<String, String> ids(String table) {
        Map<String, String> ids = new LinkedHashMap<>();
        server.get("/api/v1/tables/" + table + "/files", "Accept", "application/x-ndjson")
                .expect(200)
                .text()
                .lines()
                .map(MetadataServer.JSON::readTree)
                .forEach(file -> ids.put(
                        file.get("path").stringValue(),
                        file.has("baseRowId")
                                ? file.get("baseRowId").longValue() + " since "
                                        + file.get("defaultRowCommitVersion").longValue()
                                : "none"));
        return ids;
    }

    private static Map<String, Object> features(String table, String... features) {
        ObjectNode protocol = (ObjectNode) snapshot(table).get("protocol");
        List.of(features).forEach(protocol.withArray("writerFeatures")::add);
        return Map.of("protocol", protocol);
    }

    private static Map<String, Object> metadata(String table, Map<String, String> properties) {
        ObjectNode metadata = (ObjectNode) snapshot(table).get("metadata");
        properties.forEach(((ObjectNode) metadata.get("configuration"))::put);
        return Map.of("metaData", metadata);
    }

    private static Map<String, Object> mark(long highest) {
        return Map.of(
                "domainMetadata",
                Map.of(
                        "domain",
                        "delta.rowTracking",
                        "configuration",
                        "{\"rowIdHighWaterMark\":" + highest + "}",
                        "removed",
                        false));
    }

    private static Map<String, Object> add(String path, long rows) {
        return Requests.add(path, rows);
    }

    private static Map<String, Object> numbered(String path, long rows, long first) {
        return with(with(add(path, rows), "baseRowId", first), "defaultRowCommitVersion", 1);
    }

    private static Map<String, Object> with(Map<String, Object> add, String field, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(body(add));
        changed.put(field, value);
        return add.containsKey("add") ? Map.of("add", changed) : changed;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> body(Map<String, Object> add) {
        return (Map<String, Object>) add.getOrDefault("add", add);
    }

    private static Map<String, Object> vector() {
        Map<String, Object> vector = new LinkedHashMap<>();
        vector.put("storageType", "u");
        vector.put("pathOrInlineDv", "ab^-aqEH.-t@S}K{vb[*k^");
        vector.put("offset", 1);
        vector.put("sizeInBytes", 36);
        vector.put("cardinality", 1);
        return vector;
    }
}
