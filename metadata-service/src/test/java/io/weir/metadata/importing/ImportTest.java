package io.weir.metadata.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.delta.kernel.KernelTable;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import io.weir.support.request.ResourceIds;
import io.weir.test.SharedData;
import io.weir.test.s3.Fault;
import io.weir.test.s3.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Tables that others wrote are taken over, or refused with the reason. */
class ImportTest {

    @TempDir
    static Path folder;

    private static final String BUCKET = "s3://" + S3Server.BUCKET + "/lake";

    @AutoClose
    private static final S3Server s3 = new S3Server();

    @AutoClose
    private static MetadataServer server;

    private static ImportRequests imports;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(
                folder,
                "--weir.metadata.allowed-roots=" + BUCKET,
                "--weir.metadata.importing.batch-versions=5",
                "--weir.metadata.s3.endpoint=" + s3.endpoint(),
                "--weir.metadata.s3.path-style=true");
        imports = new ImportRequests(server);
    }

    private static Path copy(String golden, TestInfo test) throws IOException {
        return GoldenTable.copy(
                golden, folder.resolve("tables/" + test.getDisplayName().replaceAll("\\W", "")));
    }

    private static Path log(Path table, long version, String suffix) {
        return table.resolve(String.format("_delta_log/%020d%s", version, suffix));
    }

    private static String text(JsonNode node, String field) {
        return node.get(field).stringValue();
    }

    @Test
    void historyIsKeptAndTheTableGoesOn(TestInfo test) throws IOException {
        Path table = copy("basic-with-inserts-deletes-checkpoint", test);
        JsonNode done = imports.run("history", table);
        assertThat(text(done, "state")).isEqualTo("SUCCEEDED");
        assertThat(done.get("firstVersion").longValue()).isZero();
        assertThat(done.get("importedVersion").longValue()).isEqualTo(13);
        assertThat(done.get("warnings")).isEmpty();
        JsonNode head = server.get("/api/v1/tables/history").expect(200).json();
        assertThat(head.get("version").longValue()).isEqualTo(13);
        assertThat(head.get("publishedVersion").longValue()).isEqualTo(13);
        JsonNode commits =
                server.get("/api/v1/tables/history/commits").expect(200).json().get("items");
        assertThat(commits.valueStream().map(commit -> text(commit, "operation")))
                .contains("DELETE", "WRITE");
        server.get("/api/v1/tables/history/snapshot?version=0").expect(200);
        server.post("/api/v1/tables/history/commits", Requests.commit(Requests.add("new.parquet", 3)))
                .expect(200);
        assertThat(log(table, 14, ".json")).satisfies(file -> await().until(() -> Files.exists(file)));
    }

    /** Data files are old and commits are not, so that every version is kept, whatever it names its files by. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "basic-with-inserts-merge",
                "dv-partitioned-with-checkpoint",
                "dv-with-columnmapping",
                "data-reader-partition-values",
                "data-reader-escaped-chars"
            })
    void aVacuumLeavesEveryRowOfEveryVersion(String golden) throws IOException {
        String name = "vacuumed-" + golden;
        Path table = GoldenTable.copy(golden, folder.resolve("tables/" + name));
        Path orphan = Files.writeString(table.resolve("orphan.parquet"), "x");
        try (Stream<Path> files = Files.walk(table)) {
            for (Path file : files.filter(
                            file -> Files.isRegularFile(file) && !file.startsWith(table.resolve("_delta_log")))
                    .toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
            }
        }
        JsonNode done = imports.run(name, table);
        assertThat(text(done, "state")).as("%s", done).isEqualTo("SUCCEEDED");
        Map<Long, Long> before = rows(table, done);

        String vacuums = "/api/v1/tables/" + name + "/vacuums";
        server.bean(JdbcClient.class)
                .sql("update commit_log set timestamp = ? + version where table_id ="
                        + " (select table_id from delta_table where name = ?)")
                .params(List.of(System.currentTimeMillis(), name))
                .update();
        server.post(vacuums, Map.of("dryRun", false)).expect(202);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> server.get(vacuums).json().get("items").get(0).has("finishedAt"));

        JsonNode vacuum = server.get(vacuums).json().get("items").get(0);
        assertThat(text(vacuum, "state")).as("%s", vacuum).isEqualTo("SUCCEEDED");
        assertThat(orphan).doesNotExist();
        assertThat(rows(table, done)).isEqualTo(before);
    }

    private static Map<Long, Long> rows(Path table, JsonNode imported) {
        Map<Long, Long> rows = new TreeMap<>();
        long first = imported.get("firstVersion").longValue();
        for (long version = first; version <= imported.get("lastVersion").longValue(); version++) {
            rows.put(version, KernelTable.open(table.toString(), version).countRows());
        }
        return rows;
    }

    @Test
    void aTableInABucketIsTakenOverAndGoesOn() throws IOException {
        s3.fill("lake/orders/", golden("basic-with-inserts-deletes-checkpoint"));
        // What breaks off or is refused once is read again.
        s3.meetNext(call -> call.key().endsWith("3.json"), Fault.halfAnswer());
        s3.meetNext(call -> call.key().endsWith("5.json"), Fault.refused(503, "SlowDown"));
        JsonNode done = imports.run("bucketed", BUCKET + "/orders/");
        assertThat(text(done, "state")).as("%s", done).isEqualTo("SUCCEEDED");
        assertThat(text(done, "location")).isEqualTo(BUCKET + "/orders");
        assertThat(done.get("importedVersion").longValue()).isEqualTo(13);
        assertThat(done.get("warnings")).isEmpty();
        assertThat(s3.hasMetAll()).isTrue();
        assertThat(text(imports.order("again", BUCKET + "/orders").expect(409).json(), "code"))
                .isEqualTo("location-in-use");

        server.post("/api/v1/tables/bucketed/commits", Requests.commit(Requests.add("new.parquet", 3)))
                .expect(200);
        String bucketed = "/api/v1/tables/bucketed";
        await().until(() -> server.get(bucketed).json().get("publishedVersion").longValue() == 14);
        assertThat(s3.keys()).contains("lake/orders/_delta_log/00000000000000000014.json");
        JsonNode compared = server.post("/api/v1/tables/bucketed/mirror/verify", Map.of())
                .expect(200)
                .json();
        assertThat(compared.get("sound").booleanValue()).as("%s", compared).isTrue();
        assertThat(compared.get("toVersion").longValue()).isEqualTo(14);
    }

    @Test
    void checkpointsWithSidecarsAreReadFromABucket() throws IOException {
        s3.fill("lake/second/", golden("v2-checkpoint-parquet"));
        JsonNode done = imports.run("second", BUCKET + "/second", "checkpointOnly", true);
        assertThat(text(done, "state")).as("%s", done).isEqualTo("SUCCEEDED");
        assertThat(done.get("firstVersion").longValue()).isEqualTo(2);
        assertThat(done.get("files").longValue()).isPositive();
    }

    @Test
    void anImportWhoseBucketDoesNotAnswerGoesOnByItselfWhenItDoes() throws IOException {
        s3.fill("lake/stopped/", golden("checkpoint"));
        // The client asks three times; so it is the third attempt that finds the object.
        for (int call = 0; call < 2 * 3; call++) {
            s3.meetNext(
                    asked -> asked.key().equals("lake/stopped/_delta_log/00000000000000000007.json"),
                    Fault.refused(500, "InternalError"));
        }
        JsonNode done = imports.run("stopped", BUCKET + "/stopped");
        assertThat(text(done, "state")).as("%s", done).isEqualTo("SUCCEEDED");
        assertThat(done.has("code")).isFalse();
        assertThat(s3.hasMetAll()).isTrue();
    }

    @Test
    void anImportThatItsBucketRefusesStopsAndGoesOnWhenItIsOrderedAgain() throws IOException {
        s3.fill("lake/refused/", golden("checkpoint"));
        s3.meetNext(
                asked -> asked.key().equals("lake/refused/_delta_log/00000000000000000007.json"),
                Fault.refused(403, "AccessDenied"));
        JsonNode stopped = imports.run("refused", BUCKET + "/refused");
        assertThat(text(stopped, "state")).isEqualTo("FAILED");
        assertThat(text(stopped, "code")).isEqualTo("unavailable");
        assertThat(text(stopped, "detail")).contains("00000000000000000007.json", "403 AccessDenied");
        assertThat(text(imports.run("refused", BUCKET + "/refused"), "state")).isEqualTo("SUCCEEDED");
        assertThat(text(imports.order("none", BUCKET + "/nothing").expect(422).json(), "code"))
                .isEqualTo("not-a-delta-table");
    }

    private static Path golden(String name) {
        return SharedData.require("delta/golden/" + name);
    }

    @Test
    void theModeIsWhatTheLogSays(TestInfo test) throws IOException {
        Path table = copy("basic-with-inserts-deletes-checkpoint", test);
        assertThat(text(imports.run("plain", table), "state")).isEqualTo("SUCCEEDED");
        assertThat(text(server.get("/api/v1/tables/plain").expect(200).json(), "mode"))
                .isEqualTo("MIRRORED");
        server.put("/api/v1/tables/plain/mode", Map.of("mode", "GUARDED")).expect(200);
        server.delete("/api/v1/tables/plain?purge=true").expect(204);
        await().until(() -> imports.order("guarded", table).status() == 202);

        assertThat(text(imports.ended("guarded"), "state")).isEqualTo("SUCCEEDED");

        JsonNode guarded = server.get("/api/v1/tables/guarded").expect(200).json();
        assertThat(text(guarded, "mode")).isEqualTo("GUARDED");
        assertThat(guarded.get("version").longValue()).isEqualTo(14);
        server.post("/api/v1/tables/guarded/commits", Requests.commit(Requests.add("new.parquet", 3)))
                .expect(200);
    }

    @Test
    void conditionsLeaveImportedFilesOut(TestInfo test) throws IOException {
        Path table = copy("data-skipping-partition-and-data-column", test);
        assertThat(text(imports.run("pruned", table), "state")).isEqualTo("SUCCEEDED");
        assertThat(planned("pruned", "id = 1")).isEqualTo(2);
        assertThat(planned("pruned", "id = 1 AND part = 0")).isEqualTo(1);
        assertThat(planned("pruned", "id > 7")).isZero();

        Path latest = GoldenTable.copy("checkpoint", folder.resolve("tables/prunedlatest"));
        assertThat(text(imports.run("prunedlatest", latest, "checkpointOnly", true), "state"))
                .isEqualTo("SUCCEEDED");
        assertThat(planned("prunedlatest", "intCol = -7")).isLessThanOrEqualTo(1);
    }

    private static int planned(String table, String filter) {
        String encoded = java.net.URLEncoder.encode(filter, java.nio.charset.StandardCharsets.UTF_8);
        return server.get("/api/v1/tables/" + table + "/files?filter=" + encoded)
                .expect(200)
                .json()
                .get("items")
                .size();
    }

    @Test
    void aLogThatWasCutOffBeginsAtItsCheckpoint(TestInfo test) throws IOException {
        Path table = copy("basic-with-inserts-deletes-checkpoint", test);
        for (long version = 0; version < 10; version++) {
            Files.delete(log(table, version, ".json"));
        }
        JsonNode done = imports.run("cutoff", table);
        assertThat(text(done, "state")).as("%s", done).isEqualTo("SUCCEEDED");
        assertThat(done.get("firstVersion").longValue()).isEqualTo(10);
        assertThat(done.get("fromCheckpoint").booleanValue()).isTrue();
        server.get("/api/v1/tables/cutoff/snapshot?version=10").expect(200);
        JsonNode tooEarly = server.get("/api/v1/tables/cutoff/snapshot?version=9")
                .expect(404)
                .json();
        assertThat(text(tooEarly, "code")).isEqualTo("version-not-found");
        assertThat(text(tooEarly, "detail")).contains("10 to 13");
        server.get("/api/v1/tables/cutoff/files?version=3").expect(404);
    }

    @Test
    void theLatestCheckpointAloneIsEnoughWhereHistoryIsNotWanted(TestInfo test) throws IOException {
        Path table = copy("v2-checkpoint-parquet", test);
        JsonNode done = imports.run("latest", table, "checkpointOnly", true);
        assertThat(text(done, "state")).as("%s", done).isEqualTo("SUCCEEDED");
        assertThat(done.get("firstVersion").longValue()).isEqualTo(2);
        assertThat(done.get("files").longValue()).isPositive();
    }

    @Test
    void aCorruptCheckpointIsReplacedByItsCommitsWithAWarning() throws IOException {
        for (Object option : List.of(true, false)) {
            String name = "corrupt" + option;
            Path table = GoldenTable.copy("checkpoint", folder.resolve("tables/" + name));
            Path checkpoint = log(table, 10, ".checkpoint.parquet");
            Files.write(checkpoint, Arrays.copyOf(Files.readAllBytes(checkpoint), 500));
            JsonNode done = imports.run(name, table, "checkpointOnly", option);
            assertThat(text(done, "state")).as("%s", done).isEqualTo("SUCCEEDED");
            assertThat(done.get("firstVersion").longValue()).isZero();
            assertThat(done.get("warnings").valueStream().map(JsonNode::stringValue))
                    .anyMatch(warning -> warning.contains("checkpoint of version 10"));
            server.delete("/api/v1/tables/" + name + "?purge=true").expect(204);
            await().until(() -> imports.order("free", table, "dryRun", true).status() == 200);
        }
    }

    /** From its first version on, of which it has the id that the table will have. */
    @Test
    void anImportTellsTheTableOnceItIsKnown(TestInfo test) throws IOException {
        Path table = copy("checkpoint", test);
        Files.writeString(log(table, 12, ".json"), "no action");
        assertThat(imports.order("told", table).expect(202).header(ResourceIds.TABLE_ID_HEADER))
                .isEmpty();
        JsonNode stopped = imports.ended("told");
        assertThat(text(stopped, "state")).as("%s", stopped).isEqualTo("FAILED");
        String id = text(stopped, "tableId");
        // What the log has is a text.
        assertThat(id)
                .isEqualTo(UUID.nameUUIDFromBytes("testId".getBytes(UTF_8)).toString());
        assertThat(imports.order("told", table).expect(202).header(ResourceIds.TABLE_ID_HEADER))
                .isEqualTo(id);
        imports.ended("told");
        assertThat(server.delete(ImportRequests.path("told")).expect(204).header(ResourceIds.TABLE_ID_HEADER))
                .isEqualTo(id);
    }

    /** Kernel cannot read the table; where it is not asked, it has nothing to say. */
    @Test
    void whereValidationIsSkippedKernelIsNotAsked(TestInfo test) throws IOException {
        Path table = copy("checkpoint", test);
        Path checkpoint = log(table, 10, ".checkpoint.parquet");
        Files.write(checkpoint, Arrays.copyOf(Files.readAllBytes(checkpoint), 500));
        JsonNode done = imports.run("unasked", table, "skipValidation", true);
        assertThat(text(done, "state")).as("%s", done).isEqualTo("SUCCEEDED");
        assertThat(done.get("warnings")).isEmpty();
        assertThat(done.get("importedVersion").longValue()).isEqualTo(14);
    }

    /** A table cannot be given it here, but may come with it. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "-3", "ten", "99999999999"})
    void aCheckpointIntervalThatIsNoneKeepsNoMirrorWaiting(String interval) throws IOException {
        String name = "every" + interval;
        Path log = Files.createDirectories(folder.resolve("tables/" + name + "/_delta_log"));
        String schema =
                "{\"type\":\"struct\",\"fields\":[{\"name\":\"id\",\"type\":\"long\",\"nullable\":true,\"metadata\":{}}]}";
        Map<String, Object> metadata = new LinkedHashMap<>(Map.of("id", name, "schemaString", schema));
        metadata.put("format", Map.of("provider", "parquet", "options", Map.of()));
        metadata.put("partitionColumns", List.of());
        metadata.put("configuration", Map.of("delta.checkpointInterval", interval));
        Files.write(
                log.resolve("00000000000000000000.json"),
                List.of(
                        "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":2}}",
                        MetadataServer.JSON.writeValueAsString(Map.of("metaData", metadata))));
        JsonNode done = imports.run(name, log.getParent());
        assertThat(text(done, "state")).as("%s", done).isEqualTo("SUCCEEDED");

        String table = "/api/v1/tables/" + name;
        for (int version = 1; version <= 10; version++) {
            server.post(table + "/commits", Requests.commit(Requests.add("part-" + version, 1)))
                    .expect(200);
        }

        await().untilAsserted(() -> {
            JsonNode mirror = server.get(table + "/mirror").expect(200).json();
            assertThat(mirror.get("publishedVersion").longValue())
                    .as("%s", mirror)
                    .isEqualTo(10);
            assertThat(mirror.get("lastCheckpointVersion").longValue())
                    .as("the usual one")
                    .isEqualTo(10);
        });
    }

    @Test
    void aGapIsNamed(TestInfo test) throws IOException {
        Path table = copy("checkpoint", test);
        Files.delete(log(table, 5, ".json"));
        JsonNode problem = imports.order("gap", table).expect(422).json();
        assertThat(text(problem, "code")).isEqualTo("log-gap");
        assertThat(text(problem, "detail")).contains("[5]");
        assertThat(text(imports.run("gap", table, "checkpointOnly", true), "state"))
                .isEqualTo("SUCCEEDED");
    }

    @Test
    void aBrokenLineStopsTheImportWhichGoesOnOnceItIsMended(TestInfo test) throws IOException {
        Path table = copy("checkpoint", test);
        byte[] whole = Files.readAllBytes(log(table, 12, ".json"));
        Files.writeString(log(table, 12, ".json"), "{\"add\":{\"path\":\"x\"}}\n");
        JsonNode stopped = imports.run("broken", table);
        assertThat(text(stopped, "state")).isEqualTo("FAILED");
        assertThat(text(stopped, "code")).isEqualTo("invalid-log");
        assertThat(text(stopped, "detail")).contains("00000000000000000012.json", "line[1].add.");
        server.get("/api/v1/tables/broken").expect(404);
        assertThat(text(
                        imports.order("broken", table, "upToVersion", 3)
                                .expect(409)
                                .json(),
                        "code"))
                .isEqualTo("import-unfinished");
        assertThat(text(imports.order("other", table).expect(409).json(), "code"))
                .isEqualTo("import-unfinished");
        Files.write(log(table, 12, ".json"), whole);
        assertThat(text(imports.run("broken", table), "state")).isEqualTo("SUCCEEDED");
    }

    @Test
    void anImportThatIsAbandonedLeavesNothing(TestInfo test) throws IOException {
        Path table = copy("checkpoint", test);
        Files.writeString(log(table, 12, ".json"), "no JSON\n");
        JsonNode stopped = imports.run("abandoned", table);
        assertThat(text(stopped, "state")).isEqualTo("FAILED");
        assertThat(stopped.get("importedVersion").longValue())
                .as("behind the batches that are in")
                .isEqualTo(9);
        server.delete(ImportRequests.path("abandoned")).expect(204);
        server.get(ImportRequests.path("abandoned")).expect(404);
        server.delete(ImportRequests.path("abandoned")).expect(404);
        for (String relation : List.of("commit_log", "data_file", "table_metadata", "table_protocol")) {
            assertThat(server.bean(JdbcClient.class)
                            .sql("select count(*) from " + relation
                                    + " where table_id not in (select table_id from delta_table"
                                    + " union select table_id from table_import)")
                            .query(Long.class)
                            .single())
                    .as(relation)
                    .isZero();
        }
        assertThat(log(table, 12, ".json")).exists();
    }

    @Test
    void aTableUpToAVersionDoesNotPublishOverTheRest(TestInfo test) throws IOException {
        Path table = copy("checkpoint", test);
        JsonNode done = imports.run("partly", table, "upToVersion", 4);
        assertThat(done.get("importedVersion").longValue()).isEqualTo(4);
        JsonNode mirror = server.get("/api/v1/tables/partly/mirror").expect(200).json();
        assertThat(text(mirror, "state")).isEqualTo("PAUSED");
        assertThat(text(mirror, "lastError")).contains("the log has more");
    }

    @Test
    void aDryRunWritesNothing(TestInfo test) throws IOException {
        Path table = copy("checkpoint", test);
        JsonNode planned =
                imports.order("dry", table, "dryRun", true).expect(200).json();
        assertThat(text(planned, "state")).isEqualTo("PLANNED");
        assertThat(planned.get("lastVersion").longValue()).isEqualTo(14);
        server.get(ImportRequests.path("dry")).expect(404);
    }

    @Test
    void whatCannotBeImportedIsRefusedWithItsReason(TestInfo test) throws IOException {
        Path table = copy("checkpoint", test);
        assertRefused("outside", Path.of("/etc"), 422, "invalid-request");
        assertRefused("nothing", folder.resolve("tables/nothing-there"), 422, "not-a-delta-table");
        assertRefused("a%20b", table, 422, "invalid-request");
        assertThat(text(
                        imports.order("late", table, "upToVersion", 99)
                                .expect(404)
                                .json(),
                        "detail"))
                .contains("0 to 14");
        server.post("/api/v1/tables", Requests.table("taken")).expect(201);
        assertRefused("taken", table, 409, "table-exists");
        Path published = folder.resolve("tables/taken/_delta_log/00000000000000000000.json");
        await().until(() -> Files.exists(published));
        assertRefused("within", folder.resolve("tables/taken"), 409, "location-in-use");
        assertThat(text(server.post(ImportRequests.path("x"), "{}").expect(400).json(), "code"))
                .isNotEmpty();
    }

    private static void assertRefused(String table, Path location, int status, String code) {
        JsonNode problem = imports.order(table, location).expect(status).json();
        assertThat(text(problem, "code")).isEqualTo(code);
    }

    @Test
    void readersThatAreNeededAreNamed(TestInfo test) throws IOException {
        Path table = copy("basic-decimal-table", test);
        rewrite(
                log(table, 0, ".json"),
                "\\{\"protocol\".*",
                "{\"protocol\":{\"minReaderVersion\":3,\"minWriterVersion\":7,"
                        + "\"readerFeatures\":[\"timeTurner\"],\"writerFeatures\":[\"timeTurner\"]}}");
        JsonNode stopped = imports.run("unreadable", table);
        assertThat(text(stopped, "code")).isEqualTo("unsupported-feature");
        assertThat(text(stopped, "detail")).contains("[timeTurner]");
    }

    private static void rewrite(Path file, String pattern, String line) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            List<String> changed =
                    lines.map(text -> text.matches(pattern) ? line : text).toList();
            Files.write(file, changed);
        }
    }
}
