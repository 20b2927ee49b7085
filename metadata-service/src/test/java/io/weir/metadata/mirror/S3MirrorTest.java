package io.weir.metadata.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.delta.LogFileNames;
import io.weir.delta.kernel.KernelTable;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import io.weir.test.s3.Fault;
import io.weir.test.s3.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Tables in a bucket. The mirror's steps are run by hand, so that every call that one makes can be named and broken. */
class S3MirrorTest {

    private static final String ROOT = "s3://" + S3Server.BUCKET + "/lake";
    private static final String FOREIGN = "{\"commitInfo\":{}}\n";

    @TempDir
    static Path folder;

    private static S3Server s3;
    private static MetadataServer server;
    private static MirrorStep step;

    private String table = "";
    private String log = "";

    @BeforeAll
    static void start() {
        s3 = new S3Server();
        server = MetadataServer.startOnNewDatabase(
                folder,
                "--weir.metadata.allowed-roots=" + ROOT + ",s3://another-bucket",
                "--weir.metadata.s3.endpoint=" + s3.endpoint(),
                "--weir.metadata.s3.path-style=true",
                "--weir.metadata.mirror.workers=0",
                "--weir.metadata.mirror.first-retry=1ms",
                "--weir.metadata.mirror.longest-retry=1ms");
        step = server.bean(MirrorStep.class);
    }

    @AfterAll
    static void stop() {
        server.close();
        s3.close();
    }

    @BeforeEach
    void name(TestInfo test) {
        table = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        log = "lake/" + table + "/_delta_log/";
        s3.relent();
    }

    private void create(Map<String, String> properties) {
        Map<String, Object> request = Requests.table(table);
        request.put("location", ROOT + "/" + table);
        request.put("properties", properties);
        server.post("/api/v1/tables", request).expect(201);
    }

    private void commits(int from, int to) {
        for (int version = from; version <= to; version++) {
            server.post(
                            "/api/v1/tables/" + table + "/commits",
                            Requests.commit(Requests.add("part-" + version, version), Requests.txn("app", version)))
                    .expect(200);
        }
    }

    private static void finish() {
        await().pollInterval(Duration.ofMillis(5)).until(() -> !step.run() && !step.run());
    }

    private JsonNode call(String what) {
        return server.post("/api/v1/tables/" + table + "/mirror/" + what, Map.of())
                .expect(200)
                .json();
    }

    private ReplayEquality replay() {
        return new ReplayEquality(server, table, location -> copy().toString());
    }

    /** What is in the bucket, as files that Kernel reads by its own means. */
    private Path copy() {
        try {
            return s3.copy("lake/" + table + "/", Files.createTempDirectory(folder, "copy"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private List<String> logFiles() {
        return s3.keys().stream()
                .filter(key -> key.startsWith(log))
                .map(key -> key.substring(log.length()))
                .toList();
    }

    private static String put(String key) {
        return "PUT " + key + " if absent";
    }

    @Test
    void aStepMakesExactlyTheseCalls() {
        s3.forget();
        create(Map.of("delta.checkpointInterval", "3"));
        // Whether there is a log already; whether the store refuses what it should.
        assertThat(s3.calls())
                .extracting(call -> call.replaceAll("/_weir_.{36}", "/probe"))
                .containsExactly(
                        "GET ?list-type",
                        put("lake/" + table + "/probe"),
                        put("lake/" + table + "/probe"),
                        "GET lake/" + table + "/probe",
                        "DELETE lake/" + table + "/probe");
        commits(1, 4);
        assertThat(s3.calls()).hasSize(5);
        s3.forget();

        assertThat(step.run()).isTrue();
        List<String> wanted = new ArrayList<>();
        for (long version = 0; version <= 3; version++) {
            wanted.add(put(log + LogFileNames.commit(version)));
            wanted.add(put(log + LogFileNames.checksum(version)));
        }
        wanted.add(put(log + LogFileNames.checkpoint(3)));
        wanted.add("PUT " + log + "_last_checkpoint");
        assertThat(s3.calls()).containsExactlyElementsOf(wanted);
        s3.forget();
        assertThat(step.run()).isTrue();
        assertThat(s3.calls()).containsExactly(put(log + LogFileNames.commit(4)), put(log + LogFileNames.checksum(4)));
        assertThat(step.run()).isFalse();
        replay().holdsEverywhere();
    }

    @Test
    void whatIsPublishedIsReadFromTheStoreItselfComparedAndBroughtBack() {
        create(Map.of("delta.checkpointInterval", "5"));
        commits(1, 12);
        finish();
        replay().holdsEverywhere();
        assertThat(server.get("/api/v1/tables/" + table)
                        .expect(200)
                        .json()
                        .get("location")
                        .stringValue())
                .isEqualTo(ROOT + "/" + table);
        assertThat(call("verify").get("sound").booleanValue()).isTrue();

        byte[] bytes = s3.object(log + LogFileNames.commit(11)).orElseThrow();
        s3.remove(log + LogFileNames.commit(11));
        s3.put(log + LogFileNames.commit(4), FOREIGN.getBytes(StandardCharsets.UTF_8));
        JsonNode found = call("verify");
        assertThat(found.get("missing").toString()).isEqualTo("[11]");
        assertThat(found.get("different").toString()).isEqualTo("[4]");
        assertThat(found.get("replay")).isNotEmpty();

        JsonNode repaired = call("repair");
        assertThat(repaired.get("restored").toString()).isEqualTo("[11]");
        assertThat(repaired.get("different").toString()).isEqualTo("[4]");
        assertThat(s3.object(log + LogFileNames.commit(11))).hasValue(bytes);
        assertThat(s3.object(log + LogFileNames.commit(4))).hasValue(FOREIGN.getBytes(StandardCharsets.UTF_8));
        finish();
    }

    @Test
    void aForeignFileStopsTheMirrorAndStays() {
        create(Map.of());
        commits(1, 1);
        finish();
        String foreign = log + LogFileNames.commit(2);
        s3.put(foreign, FOREIGN.getBytes(StandardCharsets.UTF_8));
        commits(2, 3);
        finish();
        JsonNode status = replay().mirror();
        assertThat(status.get("state").stringValue()).isEqualTo("SPLIT_BRAIN");
        assertThat(status.get("publishedVersion").longValue()).isEqualTo(1);
        assertThat(s3.object(foreign)).hasValue(FOREIGN.getBytes(StandardCharsets.UTF_8));
        assertThat(logFiles()).doesNotContain(LogFileNames.commit(3));

        s3.remove(foreign);
        call("resume");
        finish();
        replay().holdsEverywhere();
    }

    @Test
    void checkpointsWithSidecarsAndExpiredLogFiles() {
        create(Map.of(
                "delta.checkpointInterval", "3",
                "delta.checkpointPolicy", "v2",
                "delta.logRetentionDuration", "interval 1 hour"));
        commits(1, 8);
        finish();
        assertThat(logFiles()).filteredOn(name -> name.startsWith("_sidecars/")).hasSize(2);
        replay().holdsEverywhere();
        server.bean(JdbcClient.class)
                .sql("update commit_log set timestamp = timestamp - 7200000 where version <= 4 and table_id ="
                        + " (select table_id from delta_table where name = ?)")
                .param(table)
                .update();
        s3.put(log + "_sidecars/orphan.parquet", new byte[1]);
        for (String name : logFiles()) {
            s3.age(log + name, Duration.ofDays(2));
        }
        s3.put(log + "_sidecars/young.parquet", new byte[1]);
        commits(9, 9);
        finish();

        assertThat(logFiles())
                .contains(LogFileNames.commit(3), LogFileNames.checksum(3), "_sidecars/young.parquet")
                .doesNotContain(LogFileNames.commit(2), LogFileNames.checksum(2), "_sidecars/orphan.parquet")
                .filteredOn(name -> name.startsWith("_sidecars/"))
                .hasSize(4);
        assertThat(call("verify").get("sound").booleanValue()).isTrue();
        Path copy = copy();
        for (long version = 3; version <= 9; version++) {
            assertThat(KernelTable.open(copy.toString(), version).fileCount()).isEqualTo(version);
        }
        assertThat(call("repair").get("restored").toString()).isEqualTo("[0,1,2]");
        finish();
    }

    /** One attempt is met, which the client makes up for, or all three, so that the step fails and is done again. */
    @Test
    void whateverTheStoreDoesEveryVersionIsPublishedOnceWithItsBytes() {
        create(Map.of("delta.checkpointInterval", "3"));
        List<Fault> faults = List.of(
                Fault.refused(500, "InternalError"),
                Fault.lostReply(),
                Fault.halfSent(),
                Fault.refused(409, "ConditionalRequestConflict"),
                Fault.refused(412, "PreconditionFailed"));
        for (int round = 0; round < 2 * faults.size(); round++) {
            commits(round + 1, round + 1);
            int attempts = round < faults.size() ? 3 : 1;
            for (int attempt = 0; attempt < attempts; attempt++) {
                s3.meetNext(call -> call.method().equals("PUT"), faults.get(round % faults.size()));
            }
            await().until(() -> {
                step.run();
                return s3.hasMetAll();
            });
        }
        finish();
        assertThat(replay().mirror().has("lastError")).isFalse();
        assertThat(call("verify").get("sound").booleanValue()).isTrue();
        replay().holdsEverywhere();
        assertThat(s3.uploads()).isEmpty();
    }

    @Test
    void aStoreThatDoesNotAnswerIsShownWithoutItsSecretsAndNothingIsLost() {
        create(Map.of());
        for (int attempt = 0; attempt < 3; attempt++) {
            s3.meetNext(call -> true, Fault.refused(403, "AccessDenied"));
        }
        step.run();
        JsonNode status = replay().mirror();
        assertThat(status.get("lastError").stringValue())
                .contains("s3://" + S3Server.BUCKET + "/" + log, "access is denied", "s3:PutObject")
                .doesNotContain("knows");
        s3.relent();
        finish();
        replay().holdsEverywhere();
    }

    @ParameterizedTest
    @CsvSource({
        "s3://other-bucket/t, lies outside",
        "s3://weir-test/t, lies outside",
        "s3://weir-test/lake, lies outside",
        "s3://weir-test/lake/../t, is neither",
        "s3://weir-test/lake//t, is neither",
        "s3://weir-test.evil.example/lake/t, lies outside",
        "s3://key:hidden@weir-test/lake/t, is neither",
        "https://weir-test.s3.amazonaws.com/lake/t, is neither",
        "gs://weir-test/lake/t, is neither",
        "S3://weir-test/lake/t, is neither"
    })
    void aPlaceThatIsNotAllowedIsRefusedAndNobodyIsCalled(String location, String said) {
        s3.forget();
        Map<String, Object> request = Requests.table("refused");
        request.put("location", location);
        for (MetadataServer.Answer answer : List.of(
                server.post("/api/v1/tables", request),
                server.post("/api/v1/tables/refused/import", Map.of("location", location)))) {
            JsonNode problem = answer.expect(422).json();
            JsonNode error = problem.get("errors").get(0);
            assertThat(error.get("field").stringValue()).isEqualTo("location");
            assertThat(error.toString())
                    .contains(
                            said,
                            "a prefix below " + ROOT,
                            folder.resolve("tables").toString())
                    .doesNotContain("hidden");
        }
        assertThat(s3.calls()).isEmpty();
        server.get("/api/v1/tables/refused").expect(404);
    }

    @Test
    void aPlaceThatLeavesNoRoomForNamesIsRefused() {
        String longest = ROOT + "/" + "p".repeat(512 - "lake/".length());
        assertThat(server.post("/api/v1/tables", at("long", longest))
                        .expect(422)
                        .text())
                .contains("\"location\"", "too long", "512 characters");
        server.post("/api/v1/tables", at("long", longest.substring(0, longest.length() - 1)))
                .expect(201);
        finish();
    }

    @Test
    void aPlaceIsOneTablesHoweverItIsWritten() {
        create(Map.of());
        finish();
        for (String location : List.of("", "/", "/below", "/_delta_log")) {
            assertThat(refusal(ROOT + "/" + table + location)).isEqualTo("location-in-use");
        }
        assertThat(refusal(ROOT.replace("s3:", "s3a:") + "/" + table)).isEqualTo("location-in-use");
        s3.put("lake/written/_delta_log/" + LogFileNames.commit(0), new byte[1]);
        assertThat(refusal(ROOT + "/written")).isEqualTo("location-not-empty");
        s3.put("lake/above/it/_delta_log/" + LogFileNames.commit(0), new byte[1]);
        server.post("/api/v1/tables", at("above-" + table, ROOT + "/above")).expect(201);
        server.post("/api/v1/tables", at("beside-" + table, ROOT + "/" + table + "-2"))
                .expect(201);
        finish();
    }

    private static String refusal(String location) {
        return server.post("/api/v1/tables", at("second", location))
                .expect(409)
                .json()
                .get("code")
                .stringValue();
    }

    private static Map<String, Object> at(String name, String location) {
        Map<String, Object> request = new HashMap<>(Requests.table(name));
        request.put("location", location);
        return request;
    }

    @Test
    void aStoreThatOverwritesHasNoTables() {
        s3.put("lake/foreign/_delta_log/" + LogFileNames.commit(0), FOREIGN.getBytes(StandardCharsets.UTF_8));
        for (String where : List.of("", "/loose/import")) {
            Map<String, Object> request = where.isEmpty() ? at("loose", ROOT + "/loose") : new HashMap<>();
            request.put("location", ROOT + (where.isEmpty() ? "/loose" : "/foreign"));
            s3.meetNext(call -> call.isPutIfAbsent(), Fault.conditionIgnored());
            s3.meetNext(call -> call.isPutIfAbsent(), Fault.conditionIgnored());
            JsonNode problem =
                    server.post("/api/v1/tables" + where, request).expect(422).json();
            assertThat(problem.toString()).contains("\"location\"", "conditional writes", ROOT);
            assertThat(s3.hasMetAll()).isTrue();
        }
        assertThat(s3.keys()).noneMatch(key -> key.contains("_weir_"));
        server.get("/api/v1/tables/loose").expect(404);
        server.get("/api/v1/tables/loose/import").expect(404);
    }

    @Test
    void aTableIsNotMadeWhereTheStoreCannotBeAsked() {
        for (String location :
                Stream.of("s3://another-bucket/t", ROOT + "/away").toList()) {
            for (int attempt = 0; attempt < 3; attempt++) {
                s3.meetNext(call -> call.bucket().equals(S3Server.BUCKET), Fault.refused(503, "SlowDown"));
            }
            MetadataServer.Answer answer =
                    server.post("/api/v1/tables", at("away", location)).expect(503);
            assertThat(answer.retryAfter()).isNotEmpty();
            server.get("/api/v1/tables/away").expect(404);
        }
    }
}
