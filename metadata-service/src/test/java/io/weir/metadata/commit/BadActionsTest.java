package io.weir.metadata.commit;

import static io.weir.metadata.Requests.add;
import static io.weir.metadata.Requests.commit;
import static io.weir.metadata.Requests.remove;
import static io.weir.metadata.Requests.txn;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.MetadataServer.Answer;
import io.weir.metadata.Requests;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Actions of every kind with something wrong in each: the answer names the field, and the table is what it was. */
class BadActionsTest {

    private static final String COMMITS = "/api/v1/tables/sound/commits";
    private static final String LONG = "é".repeat(1_001);

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    private static String before = "";

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(folder, "--weir.metadata.mirror.workers=0");
        Map<String, Object> table = Requests.partitionedTable("sound");
        table.put(
                "properties",
                Map.of(
                        "delta.enableDeletionVectors", "true",
                        "delta.enableChangeDataFeed", "true",
                        "delta.feature.domainMetadata", "supported"));
        server.post("/api/v1/tables", table).expect(201);
        server.post(COMMITS, commit(file("live", Map.of()))).expect(200);
        before = server.get("/api/v1/tables/sound/snapshot").expect(200).text();
    }

    /** An add of the partitioned table with some fields changed. */
    private static Map<String, Object> file(String path, Map<String, ?> changed) {
        Map<String, Object> add = new LinkedHashMap<>();
        ((Map<?, ?>) add(path, 5).get("add")).forEach((key, value) -> add.put((String) key, value));
        add.put("partitionValues", Map.of("day", "1"));
        add.putAll(changed);
        return Map.of("add", add);
    }

    private static Map<String, Object> vector(String type, Object where, Object cardinality, Map<String, ?> changed) {
        Map<String, Object> vector = new LinkedHashMap<>(
                Map.of("storageType", type, "pathOrInlineDv", where, "sizeInBytes", 36, "cardinality", cardinality));
        vector.putAll(changed);
        return file("live", Map.of("deletionVector", vector));
    }

    private static Map<String, Object> marked(String type, Object where, Object cardinality, Map<String, ?> changed) {
        return commit(removed(), vector(type, where, cardinality, changed));
    }

    private static Map<String, Object> removed() {
        return remove("live");
    }

    private static Map<String, Object> cdc(String path, Object size) {
        return commit(Map.of(
                "cdc", Map.of("path", path, "partitionValues", Map.of("day", "1"), "size", size, "dataChange", false)));
    }

    private static Map<String, Object> domain(String domain, String configuration) {
        return Map.of("domainMetadata", Map.of("domain", domain, "configuration", configuration, "removed", false));
    }

    private static Map<String, Object> with(String field, Object value) {
        Map<String, Object> commit = commit(file("other", Map.of()));
        commit.put(field, value);
        return commit;
    }

    private static Map<String, Object> metadata(String field, Object value) {
        JsonNode snapshot =
                server.get("/api/v1/tables/sound/snapshot").expect(200).json();
        @SuppressWarnings("unchecked")
        Map<String, Object> metadata = MetadataServer.JSON.convertValue(snapshot.get("metadata"), LinkedHashMap.class);
        metadata.put(field, value);
        Map<String, Object> commit = commit(Map.of("metaData", metadata));
        commit.put("readVersion", 1);
        return commit;
    }

    static Stream<Arguments> paths() {
        return Stream.of(
                        "",
                        "..",
                        "a/..",
                        "%2E%2E/a",
                        "a%2F..%2F..%2Fb",
                        "..%5Ca",
                        "/a",
                        "%2Fa",
                        "//host/a",
                        "file:/a",
                        "s3://other/a",
                        "S3A://other/a",
                        "abfss://c@a.dfs.core.windows.net/a",
                        "_delta_log/00000000000000000009.json",
                        "%5Fdelta_log/a",
                        "./_delta_log/a",
                        "a/../_delta_log/a",
                        "a%00b",
                        "a\u0000b",
                        "a b",
                        "a%2",
                        "a?x",
                        "a#x")
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void noPathLeadsOutOfTheTable(String path) {
        refused(commit(file(path, Map.of())), "actions[0].add.path");
        refused(commit(remove(path)), "actions[0].remove.path");
        refused(cdc(path, 1), "actions[0].cdc.path");
    }

    static Stream<Arguments> vectors() {
        String inline = "wi5b=000010000siXQKl0rr91000f55c8Xg0@@D72lkbi5=-{L";
        String named = "ab^-aqEH.-t@S}K{vb[*k^";
        return Stream.of(
                Arguments.of(marked("x", inline, 1, Map.of()), "storageType"),
                Arguments.of(marked("i", inline, 1, Map.of("offset", 1)), "offset"),
                Arguments.of(marked("u", named, -1, Map.of()), "cardinality"),
                Arguments.of(marked("u", named, 6, Map.of()), "cardinality"),
                Arguments.of(marked("u", named, "many", Map.of()), "cardinality"),
                Arguments.of(marked("u", named, 1, Map.of("sizeInBytes", -1)), "sizeInBytes"),
                Arguments.of(marked("u", named, 1, Map.of("offset", -1)), "offset"),
                Arguments.of(marked("u", "short", 1, Map.of()), "pathOrInlineDv"),
                Arguments.of(marked("u", "../../" + named, 1, Map.of()), "pathOrInlineDv"),
                Arguments.of(marked("u", "/" + named, 1, Map.of()), "pathOrInlineDv"),
                Arguments.of(marked("u", "s3://other/" + named, 1, Map.of()), "pathOrInlineDv"),
                Arguments.of(marked("u", "_delta_log/" + named, 1, Map.of()), "pathOrInlineDv"),
                Arguments.of(marked("p", "relative/dv.bin", 1, Map.of()), "pathOrInlineDv"),
                Arguments.of(marked("p", "s3://other/../dv.bin", 1, Map.of()), "pathOrInlineDv"),
                Arguments.of(marked("p", "", 1, Map.of()), "pathOrInlineDv"),
                Arguments.of(marked("i", "", 1, Map.of()), "pathOrInlineDv"),
                Arguments.of(marked("i", List.of(), 1, Map.of()), "pathOrInlineDv"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void noDeletionVectorIsTakenThatCannotBe(Map<String, Object> commit, String field) {
        refused(commit, "actions[1].add.deletionVector." + field);
    }

    static Stream<Arguments> statistics() {
        return Stream.of(
                Arguments.of("[", "stats"),
                Arguments.of("[]", "stats"),
                Arguments.of("{} {}", "stats"),
                Arguments.of("{\"numRecords\":1,\"numRecords\":2}", "stats"),
                Arguments.of("{\"numRecords\":-1}", "stats.numRecords"),
                Arguments.of("{\"numRecords\":1.5}", "stats.numRecords"),
                Arguments.of("{\"numRecords\":\"5\"}", "stats.numRecords"),
                Arguments.of("{\"numRecords\":9223372036854775808}", "stats.numRecords"),
                Arguments.of("{\"minValues\":[]}", "stats.minValues"),
                Arguments.of("{\"maxValues\":7}", "stats.maxValues"),
                Arguments.of("{\"nullCount\":\"id\"}", "stats.nullCount"),
                Arguments.of("{\"tightBounds\":\"yes\"}", "stats.tightBounds"),
                Arguments.of("{\"numRecords\":" + "[".repeat(5000) + "]".repeat(5000) + "}", "stats"));
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void noStatisticsAreTakenThatLieInForm(String stats, String field) {
        refused(commit(file("a", Map.of("stats", stats))), "actions[0].add." + field);
    }

    static Stream<Arguments> others() {
        return Stream.of(
                Arguments.of(commit(file("a", Map.of("size", -1))), "actions[0].add.size"),
                Arguments.of(commit(file("a", Map.of("size", 1.5))), "actions[0].add.size"),
                Arguments.of(commit(file("a", Map.of("modificationTime", "now"))), "actions[0].add.modificationTime"),
                Arguments.of(commit(file("a", Map.of("dataChange", "true"))), "actions[0].add.dataChange"),
                Arguments.of(commit(file("a", Map.of("tags", List.of()))), "actions[0].add.tags"),
                Arguments.of(commit(file("a", Map.of("tags", Map.of("x", 1)))), "actions[0].add.tags.x"),
                Arguments.of(
                        commit(file("a", Map.of("partitionValues", Map.of("day", 1)))),
                        "actions[0].add.partitionValues.day"),
                Arguments.of(
                        commit(file("a", Map.of("partitionValues", Map.of("day", "a\u0000b")))),
                        "actions[0].add.partitionValues.day"),
                Arguments.of(commit(file("a", Map.of("partitionValues", Map.of()))), "actions[0].add.partitionValues"),
                Arguments.of(commit(file("a", Map.of("baseRowId", "x"))), "actions[0].add.baseRowId"),
                Arguments.of(commit(file("a", Map.of("clusteringProvider", 1))), "actions[0].add.clusteringProvider"),
                Arguments.of(commit(Map.of("add", List.of())), "actions[0].add"),
                Arguments.of(commit(Map.of("remove", "a")), "actions[0].remove"),
                Arguments.of(
                        commit(Map.of("remove", Map.of("path", "live", "dataChange", 1))),
                        "actions[0].remove.dataChange"),
                Arguments.of(
                        commit(Map.of(
                                "remove", Map.of("path", "live", "dataChange", true, "deletionTimestamp", "soon"))),
                        "actions[0].remove.deletionTimestamp"),
                Arguments.of(cdc("_change_data/a", -1), "actions[0].cdc.size"),
                Arguments.of(cdc("_change_data/a", "big"), "actions[0].cdc.size"),
                Arguments.of(commit(Map.of("txn", Map.of("appId", "a"))), "actions[0].txn.version"),
                Arguments.of(commit(Map.of("txn", Map.of("appId", 1, "version", 1))), "actions[0].txn.appId"),
                Arguments.of(commit(txn("a\u0000b", 1)), "actions[0].txn.appId"),
                Arguments.of(commit(txn(LONG, 1)), "actions[0].txn.appId"),
                Arguments.of(commit(domain("", "x")), "actions[0].domainMetadata.domain"),
                Arguments.of(commit(domain("a\u0000b", "x")), "actions[0].domainMetadata.domain"),
                Arguments.of(commit(domain(LONG, "x")), "actions[0].domainMetadata.domain"),
                Arguments.of(
                        commit(Map.of("domainMetadata", Map.of("domain", "a", "configuration", "x"))),
                        "actions[0].domainMetadata.removed"),
                Arguments.of(
                        commit(Map.of("checkpointMetadata", Map.of("version", 1), "sidecar", Map.of("path", "a"))),
                        "actions[0]"),
                Arguments.of(
                        commit(Map.of("checkpointMetadata", Map.of("version", 1))), "actions[0].checkpointMetadata"),
                Arguments.of(
                        commit(Map.of("protocol", Map.of("minReaderVersion", 3))),
                        "actions[0].protocol.minWriterVersion"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void noActionIsTakenThatIsMalformed(Map<String, Object> commit, String field) {
        refused(commit, field);
    }

    @Test
    void noMetadataIsTakenThatIsMalformed() {
        refused(metadata("schemaString", "{"), "actions[0].metaData.schema");
        refused(metadata("schemaString", "{}"), "actions[0].metaData.schema.type");
        refused(metadata("schemaString", 7), "actions[0].metaData.schemaString");
        refused(metadata("partitionColumns", List.of("id")), "actions[0].metaData.partitionColumns");
        refused(metadata("id", "another"), "actions[0].metaData.id");
        refused(metadata("format", Map.of("provider", "csv")), "actions[0].metaData.format.provider");
        refused(metadata("configuration", Map.of("a", 1)), "actions[0].metaData.configuration.a");
    }

    /** By escapes: halves of surrogate pairs are JSON, and no text. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'txn':{'appId':'\\ud800','version':1}}",
                "{'txn':{'appId':'\\udc00x','version':1}}",
                "{'domainMetadata':{'domain':'\\ud800','configuration':'','removed':false}}",
                "{'add':{'path':'a','partitionValues':{'day':'\\ud800'},'size':1,'modificationTime':1,'dataChange':true}}",
                "{'add':{'path':'a\\ud800','partitionValues':{'day':'1'},'size':1,'modificationTime':1,'dataChange':true}}",
                "{'add':{'path':'a','partitionValues':{'day':'1'},'size':1,'modificationTime':1,'dataChange':true,'tags':{'t':'\\ud800'}}}",
                "{'add':{'path':'a','partitionValues':{'day':'1'},'size':1,'modificationTime':1,'dataChange':true,'more':'\\ud800'}}",
                "{'add':{'path':'a','partitionValues':{'day':'1'},'size':1,'modificationTime':1,'dataChange':true,'stats':'{\\\"maxValues\\\":{\\\"name\\\":\\\"\\ud800\\\"}}'}}",
                "{'cdc':{'path':'a','partitionValues':{'day':'1'},'size':1,'dataChange':false,'tags':{'t':'\\ud800'}}}",
                "{'remove':{'path':'a\\ud800','dataChange':true}}",
                "{'protocol':{'minReaderVersion':3,'minWriterVersion':7,'readerFeatures':['\\ud800'],'writerFeatures':[]}}",
                "{'domainMetadata':{'domain':'d','configuration':'\\ud800','removed':false}}"
            })
    void noHalfOfACharacterIsTaken(String action) {
        Answer answer =
                server.post(COMMITS, "{\"operation\":\"WRITE\",\"actions\":[" + action.replace('\'', '"') + "]}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.json().at("/errors/0/field").stringValue())
                .as(answer.text())
                .startsWith("actions[0].");
    }

    /** JSON allows it; what is meant nobody could tell. */
    @Test
    void noFieldIsTakenThatIsThereTwice() {
        Answer answer = server.post(
                COMMITS,
                "{\"operation\":\"WRITE\",\"actions\":[{\"txn\":{\"appId\":\"a\",\"version\":1}},"
                        + "{\"txn\":{\"appId\":\"b\",\"version\":1,\"appId\":\"c\"}}]}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().get("errors").get(0).get("field").stringValue())
                .isEqualTo("actions[1].txn.appId");
        assertThat(answer.json().get("detail").stringValue()).isEqualTo("actions[1].txn.appId: is there twice");
    }

    /** Texts that PostgreSQL cannot keep. */
    @Test
    void noTextIsTakenThatCannotBeKept() {
        refused(with("operation", "a\u0000b"), "operation");
        refused(with("jobName", "a\u0000b"), "jobName");
        refused(with("expectedTransactions", List.of(Map.of("appId", "a\u0000b"))), "expectedTransactions[0].appId");
        refused(with("expectedTransactions", List.of(Map.of("appId", LONG))), "expectedTransactions[0].appId");
        Map<String, Object> reading = with("readFiles", List.of("fine", "a\u0000b"));
        reading.put("readVersion", 0);
        refused(reading, "readFiles[1]");
    }

    /** Each is a number; what they come to together is none. */
    @Test
    void noNumbersAreTakenWhoseSumIsNone() {
        String most = "{\"numRecords\":" + Long.MAX_VALUE + "}";
        refused(commit(file("a", Map.of("stats", most)), file("b", Map.of("stats", most))), "actions");
        refused(
                commit(file("a", Map.of("size", Long.MAX_VALUE)), file("b", Map.of("size", Long.MAX_VALUE))),
                "actions");
        // The table has a file already; by itself, and then with what cannot be made together with others.
        refused(commit(file("a", Map.of("size", Long.MAX_VALUE))), "actions");
        refused(commit(file("a", Map.of("size", Long.MAX_VALUE)), domain("d", "x")), "actions");
        // So many that they are copied, where the sum is known when they are under way.
        Map<?, ?>[] copied = IntStream.range(0, 300)
                .mapToObj(number -> file("a" + number, Map.of("size", Long.MAX_VALUE)))
                .toArray(Map<?, ?>[]::new);
        refused(commit(copied), "actions");
    }

    /** Other writers take a domain for a fault where the protocol does not have the feature. */
    @Test
    void noDomainIsTakenWithoutItsFeature() {
        server.post("/api/v1/tables", Requests.table("plain")).expect(201);
        String commits = "/api/v1/tables/plain/commits";
        refused(commits, commit(domain("mine", "{}")), "actions[0].domainMetadata");
        Map<String, Object> protocol = Map.of(
                "minReaderVersion", 1,
                "minWriterVersion", 7,
                "writerFeatures", List.of("appendOnly", "inCommitTimestamp", "invariants", "domainMetadata"));

        Map<String, Object> both = commit(Map.of("protocol", protocol), domain("mine", "{}"));
        both.put("readVersion", 0);
        server.post(commits, both).expect(200);
    }

    private static void refused(Map<String, Object> commit, String field) {
        refused(COMMITS, commit, field);
    }

    private static void refused(String commits, Map<String, Object> commit, String field) {
        Answer answer = server.post(commits, commit);
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.json().get("errors").valueStream().map(error -> error.get("field")
                        .stringValue()))
                .as(answer.text())
                .contains(field);
        assertThat(answer.json().at("/errors/0/allowed").stringValue()).isNotBlank();
    }

    @AfterEach
    void nothingChanged() {
        assertThat(server.get("/api/v1/tables/sound/snapshot").expect(200).text())
                .isEqualTo(before);
    }
}
