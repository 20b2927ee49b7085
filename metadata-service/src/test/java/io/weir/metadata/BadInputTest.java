package io.weir.metadata;

import static io.weir.metadata.Requests.add;
import static io.weir.metadata.Requests.commit;
import static io.weir.metadata.Requests.remove;
import static io.weir.metadata.Requests.txn;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer.Answer;
import io.weir.test.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Whatever is wrong with a request, the answer says what, in the one shape of errors, and nothing changed. */
class BadInputTest {

    private static final String COMMITS = "/api/v1/tables/good/commits";

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        database = TestDatabase.create("metadata");
        server = MetadataServer.start(database, folder, "--weir.web.max-body-bytes=20000");
        server.post("/api/v1/tables", Requests.table("good")).expect(201);
        server.post(COMMITS, commit(add("live", 1))).expect(200);
        server.post("/api/v1/tables", Requests.table("gone")).expect(201);
        server.delete("/api/v1/tables/gone").expect(204);
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    static Stream<Arguments> commits() {
        return Stream.of(
                Arguments.of("not JSON", "{\"operation\":", 400, null),
                Arguments.of("no actions", Map.of("operation", "WRITE"), 400, null),
                Arguments.of("empty actions", commit(), 422, "actions"),
                Arguments.of("an action that is none", commit(Map.of()), 422, "actions[0]"),
                Arguments.of("two actions in one", commit(both()), 422, "actions[0]"),
                Arguments.of(
                        "an add without path", commit(Map.of("add", Map.of("size", 1))), 422, "actions[0].add.path"),
                Arguments.of("a size that is text", commit(changed("size", "big")), 422, "actions[0].add.size"),
                Arguments.of("a negative size", commit(changed("size", -1)), 422, "actions[0].add.size"),
                Arguments.of("statistics that are none", commit(changed("stats", "[")), 422, "actions[0].add.stats"),
                Arguments.of("a path that escapes", commit(add("../out", 1)), 422, "actions[0].add.path"),
                Arguments.of("an encoded escape", commit(add("a/%2e%2e/%2e%2e/out", 1)), 422, "actions[0].add.path"),
                Arguments.of("an absolute path", commit(add("/etc/passwd", 1)), 422, "actions[0].add.path"),
                Arguments.of("a path in the log", commit(add("_delta_log/x", 1)), 422, "actions[0].add.path"),
                Arguments.of("a file twice", commit(add("a", 1), add("a", 1)), 422, "actions[1].add.path"),
                Arguments.of(
                        "a foreign partition",
                        commit(changed("partitionValues", Map.of("x", "1"))),
                        422,
                        "actions[0].add.partitionValues"),
                Arguments.of("a file that is not live", commit(remove("dead")), 422, "actions.remove.path"),
                Arguments.of("commitInfo", commit(Map.of("commitInfo", Map.of())), 422, "actions[0].commitInfo"),
                Arguments.of("an unknown action", commit(Map.of("conquer", Map.of())), 422, "actions[0].conquer"),
                Arguments.of("an empty application", commit(txn("", 1)), 422, "actions[0].txn.appId"),
                Arguments.of(
                        "an unknown feature",
                        readingFirst(commit(protocol("teleport"))),
                        422,
                        "actions[0].protocol.writerFeatures"),
                Arguments.of("a version to come", with("readVersion", 99), 422, "readVersion"),
                Arguments.of("a negative version", with("readVersion", -1), 422, "readVersion"),
                Arguments.of("reads of no version", with("readWholeTable", true), 422, "readVersion"),
                Arguments.of(
                        "a condition that is none",
                        with("readPredicates", List.of("id > 1", "id >")),
                        422,
                        "readPredicates[1]"),
                Arguments.of("a blank operation", with("operation", " "), 422, "operation"),
                Arguments.of("an unknown isolation", with("isolationLevel", "NONE"), 400, null),
                Arguments.of("an unknown field", with("colour", "red"), 400, null),
                Arguments.of("a body too large", commit(add("x".repeat(30_000), 1)), 413, null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commits")
    void ofACommit(String name, Object body, int status, @Nullable String field) {
        assertProblem(server.post(COMMITS, body), status, field);
        assertThat(server.get("/api/v1/tables/good").json().get("version").longValue())
                .isEqualTo(1);
    }

    static Stream<Arguments> tables() {
        return Stream.of(
                Arguments.of("a name with a slash", table("name", "a/b"), 422, "name"),
                Arguments.of("a name that climbs", table("name", ".."), 422, "name"),
                Arguments.of("a long name", table("name", "x".repeat(129)), 422, "name"),
                Arguments.of("a name that is taken", table("name", "good"), 409, null),
                Arguments.of("a location outside", table("location", "/etc/weir"), 422, "location"),
                Arguments.of("a location that climbs out", table("location", tables("../../x")), 422, "location"),
                Arguments.of("the root itself", table("location", tables("")), 422, "location"),
                Arguments.of(
                        "a location with a long part", table("location", tables("é".repeat(128))), 422, "location"),
                Arguments.of("a long location", table("location", tables("a/".repeat(1_500) + "a")), 422, "location"),
                Arguments.of("a relative location", table("location", "here"), 422, "location"),
                Arguments.of("a store not served", table("location", "s3://bucket/x"), 422, "location"),
                Arguments.of("a location in a table", table("location", tables("good/in")), 409, null),
                Arguments.of("a schema that is a list", table("schema", List.of()), 422, "schema"),
                Arguments.of("a schema without columns", table("schema", struct()), 422, "schema.fields"),
                Arguments.of("an unknown type", table("schema", struct("money")), 422, "schema.fields[0].type"),
                Arguments.of(
                        "a partition that is no column",
                        table("partitionColumns", List.of("x")),
                        422,
                        "partitionColumns[0]"),
                Arguments.of(
                        "an interval of zero",
                        property("delta.checkpointInterval", "0"),
                        422,
                        "properties.delta.checkpointInterval"),
                Arguments.of(
                        "row ids that are not given",
                        property("delta.rowTrackingSuspended", "true"),
                        422,
                        "properties.delta.rowTrackingSuspended"),
                Arguments.of(
                        "a column for row ids that holds something else",
                        property("delta.rowTracking.materializedRowIdColumnName", "name"),
                        422,
                        "properties.delta.rowTracking.materializedRowIdColumnName"),
                Arguments.of(
                        "no timestamps",
                        property("delta.enableInCommitTimestamps", "false"),
                        422,
                        "properties.delta.enableInCommitTimestamps"),
                Arguments.of("an unknown feature", property("delta.feature.teleport", "supported"), 422, "properties"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void ofATable(String name, Object body, int status, @Nullable String field) {
        assertProblem(server.post("/api/v1/tables", body), status, field);
        assertThat(server.get("/api/v1/tables").json().get("items")).hasSize(1);
    }

    /** Who may make links there must not bring the service down with them. */
    @Test
    void linksThatLeadInACircleLeadNowhere() throws IOException {
        Path one = Path.of(tables("circle"));
        Path other = Path.of(tables("elcric"));
        Files.createDirectories(Path.of(tables("")));
        Files.createSymbolicLink(one, other);
        Files.createSymbolicLink(other, one);
        for (String location : List.of(one.toString(), one + "/below")) {
            assertProblem(server.post("/api/v1/tables", table("location", location)), 422, "location");
        }
    }

    static Stream<Arguments> reads() {
        return Stream.of(
                Arguments.of("/api/v1/tables/absent", 404, "table-not-found"),
                Arguments.of("/api/v1/tables/absent/snapshot", 404, "table-not-found"),
                Arguments.of("/api/v1/tables/absent/files", 404, "table-not-found"),
                Arguments.of("/api/v1/tables/absent/mirror", 404, "table-not-found"),
                Arguments.of("/api/v1/tables/absent/transactions", 404, "table-not-found"),
                Arguments.of("/api/v1/tables/absent/commits", 404, "table-not-found"),
                Arguments.of("/api/v1/tables/good/snapshot?version=2", 404, "version-not-found"),
                Arguments.of("/api/v1/tables/good/snapshot?version=-1", 404, "version-not-found"),
                Arguments.of("/api/v1/tables/good/snapshot?version=one", 400, null),
                Arguments.of("/api/v1/tables/good/snapshot?timestamp=1999-01-01T00:00:00Z", 404, "version-not-found"),
                Arguments.of(
                        "/api/v1/tables/good/files?timestamp=-999999999-01-01T00:00:00Z", 404, "version-not-found"),
                Arguments.of(
                        "/api/v1/tables/good/snapshot?version=0&timestamp=%2B1000000000-12-31T23:59:59Z",
                        422, "invalid-request"),
                Arguments.of("/api/v1/tables/good/transactions?appIdPrefix=%00", 422, "invalid-request"),
                Arguments.of("/api/v1/tables/good/snapshot?timestamp=soon", 400, null),
                Arguments.of(
                        "/api/v1/tables/good/snapshot?version=0&timestamp=2030-01-01T00:00:00Z",
                        422,
                        "invalid-request"),
                Arguments.of("/api/v1/tables/good/files?version=7", 404, "version-not-found"),
                Arguments.of("/api/v1/tables/good/files?limit=0", 422, "invalid-request"),
                Arguments.of("/api/v1/tables/good/files?pageToken=AAAA", 422, "invalid-request"),
                Arguments.of("/api/v1/tables/good/commits?pageToken=AAAA", 422, "invalid-request"),
                Arguments.of("/api/v1/tables?limit=1001", 422, "invalid-request"),
                Arguments.of("/api/v1/tables/good/nothing", 404, "not-found"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reads")
    void ofARead(String path, int status, @Nullable String code) {
        Answer answer = server.get(path);
        assertProblem(answer, status, null);
        if (code != null) {
            assertThat(answer.json().get("code").stringValue()).isEqualTo(code);
        }
    }

    @Test
    void aCommitToNoTable() {
        Answer answer = server.post("/api/v1/tables/absent/commits", commit(add("a", 1)));
        assertProblem(answer, 404, null);
        assertThat(answer.json().get("code").stringValue()).isEqualTo("table-not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/snapshot", "/files", "/commits", "/changes", "/transactions", "/mirror", "/vacuums"})
    void ofATableThatWasDropped(String path) {
        Answer read = server.get("/api/v1/tables/gone" + path);
        assertProblem(read, 404, null);
        assertThat(read.json().get("code").stringValue()).isEqualTo("table-not-found");
        Answer written = server.post("/api/v1/tables/gone/commits", commit(add("a", 1)));
        assertProblem(written, 404, null);
        assertThat(written.json().get("code").stringValue()).isEqualTo("table-not-found");
    }

    private static void assertProblem(Answer answer, int status, @Nullable String field) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        JsonNode problem = answer.json();
        assertThat(problem.get("code").stringValue()).isNotBlank();
        assertThat(problem.get("requestId").stringValue()).isNotBlank();
        if (field != null) {
            assertThat(problem.get("errors").valueStream().map(error -> error.get("field")
                            .stringValue()))
                    .as(answer.text())
                    .contains(field);
            assertThat(problem.get("errors").get(0).get("allowed").stringValue())
                    .isNotBlank();
        }
    }

    private static Map<String, Object> both() {
        Map<String, Object> action = new LinkedHashMap<>(add("a", 1));
        action.putAll(txn("a", 1));
        return action;
    }

    private static Map<String, Object> changed(String field, Object value) {
        Map<String, Object> body = new LinkedHashMap<>();
        ((Map<?, ?>) add("a", 1).get("add")).forEach((key, old) -> body.put((String) key, old));
        body.put(field, value);
        return Map.of("add", body);
    }

    private static Map<String, Object> protocol(String feature) {
        List<String> features = List.of("appendOnly", "inCommitTimestamp", "invariants", feature);
        return Map.of("protocol", Map.of("minReaderVersion", 1, "minWriterVersion", 7, "writerFeatures", features));
    }

    private static Map<String, Object> readingFirst(Map<String, Object> commit) {
        commit.put("readVersion", 0);
        return commit;
    }

    private static Map<String, Object> with(String field, Object value) {
        Map<String, Object> commit = commit(add("a", 1));
        commit.put(field, value);
        return commit;
    }

    private static Map<String, Object> table(String field, Object value) {
        Map<String, Object> table = Requests.table("bad");
        table.put(field, value);
        return table;
    }

    private static Map<String, Object> property(String name, String value) {
        return table("properties", Map.of(name, value));
    }

    private static Map<String, Object> struct(String... types) {
        return Map.of(
                "type",
                "struct",
                "fields",
                Stream.of(types)
                        .map(type -> Map.of("name", "c", "type", type, "nullable", true, "metadata", Map.of()))
                        .toList());
    }

    private static String tables(String name) {
        return folder.resolve("tables").toAbsolutePath() + "/" + name;
    }
}
