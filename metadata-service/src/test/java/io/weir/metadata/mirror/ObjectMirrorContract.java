package io.weir.metadata.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.delta.LogFileNames;
import io.weir.delta.kernel.KernelTable;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import io.weir.test.s3.Fault;
import io.weir.test.s3.ObjectServer;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Tables in a store of objects. The mirror's steps are run by hand, so that every call that one makes can be named and broken. */
abstract class ObjectMirrorContract {

    private static final String FOREIGN = "{\"commitInfo\":{}}\n";

    @TempDir
    static Path folder;

    static MetadataServer server;
    static ObjectServer store;
    private static MirrorStep step;
    private static String root = "";

    private String table = "";
    private String log = "";

    /** Starts the service on a server, whose kind's own settings the arguments are. */
    static void start(ObjectServer running, String place, String another, String... arguments) {
        store = running;
        root = place;
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--weir.metadata.allowed-roots=" + root + "," + another);
        all.add("--weir.metadata.mirror.workers=0");
        all.add("--weir.metadata.mirror.first-retry=1ms");
        all.add("--weir.metadata.mirror.longest-retry=1ms");
        server = MetadataServer.startOnNewDatabase(folder, all.toArray(String[]::new));
        step = server.bean(MirrorStep.class);
    }

    @AfterAll
    static void stop() {
        server.close();
        store.close();
    }

    /** What the server writes down of a listing. */
    abstract String listing();

    /** Another way to write a place. */
    abstract String alias(String place);

    /** A place that is allowed, in a bucket that is not there. */
    abstract String nowhere();

    /** What the mirror says where access is denied. */
    abstract String[] denial(String key);

    @BeforeEach
    void name(TestInfo test) {
        table = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        log = "lake/" + table + "/_delta_log/";
        store.relent();
    }

    private void create(Map<String, String> properties) {
        create(root, properties);
    }

    private void create(String place, Map<String, String> properties) {
        Map<String, Object> request = Requests.table(table);
        request.put("location", place + "/" + table);
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

    /** Holds that no table can be made at a place, which field that is, and that no store is asked. */
    static void refusesAndCallsNobody(String location, String said) {
        store.forget();
        Map<String, Object> request = Requests.table("refused");
        request.put("location", location);
        MetadataServer.Answer answer = server.post("/api/v1/tables", request).expect(422);
        assertThat(answer.json().get("errors").get(0).toString()).contains("\"location\"", said);
        assertThat(store.calls()).isEmpty();
    }

    /**
     * Holds that commits go on while the store takes only credentials that the service was not given yet, and that all of
     * them are published once it was, without a restart.
     *
     * @param place of the table, where the store knows the service by these credentials
     * @param said by the mirror meanwhile
     */
    void outlivesAnExchange(String place, Runnable inTheStore, String said, Runnable inTheService) {
        create(place, Map.of());
        commits(1, 1);
        finish();
        inTheStore.run();
        commits(2, 3);
        step.run();
        JsonNode waiting = replay().mirror();
        assertThat(waiting.get("lastError").stringValue()).contains(said).doesNotContain("knows");
        assertThat(waiting.get("publishedVersion").longValue()).isEqualTo(1);

        inTheService.run();
        finish();

        assertThat(replay().mirror().has("lastError")).isFalse();
        assertThat(replay().mirror().get("publishedVersion").longValue()).isEqualTo(3);
        assertThat(call("verify").get("sound").booleanValue()).isTrue();
        replay().holdsEverywhere();
    }

    static void finish() {
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
            return store.copy("lake/" + table + "/", Files.createTempDirectory(folder, "copy"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private List<String> logFiles() {
        return store.keys().stream()
                .filter(key -> key.startsWith(log))
                .map(key -> key.substring(log.length()))
                .toList();
    }

    private static String put(String key) {
        return "PUT " + key + " if absent";
    }

    @Test
    void aStepMakesExactlyTheseCalls() {
        store.forget();
        create(Map.of("delta.checkpointInterval", "3"));
        // Whether there is a log already; whether the store refuses what it should.
        assertThat(store.calls())
                .extracting(call -> call.replaceAll("/_weir_.{36}", "/probe"))
                .containsExactly(
                        listing(),
                        put("lake/" + table + "/probe"),
                        put("lake/" + table + "/probe"),
                        "GET lake/" + table + "/probe",
                        "DELETE lake/" + table + "/probe");
        commits(1, 4);
        assertThat(store.calls()).hasSize(5);
        store.forget();

        assertThat(step.run()).isTrue();
        List<String> wanted = new ArrayList<>();
        for (long version = 0; version <= 3; version++) {
            wanted.add(put(log + LogFileNames.commit(version)));
            wanted.add(put(log + LogFileNames.checksum(version)));
        }
        // Whether there is another one already, as before the first checkpoint only.
        wanted.add(listing());
        wanted.add(put(log + LogFileNames.checkpoint(3)));
        wanted.add("PUT " + log + "_last_checkpoint");
        assertThat(store.calls()).containsExactlyElementsOf(wanted);
        store.forget();
        assertThat(step.run()).isTrue();
        assertThat(store.calls())
                .containsExactly(put(log + LogFileNames.commit(4)), put(log + LogFileNames.checksum(4)));
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
                .isEqualTo(root + "/" + table);
        assertThat(call("verify").get("sound").booleanValue()).isTrue();

        byte[] bytes = store.object(log + LogFileNames.commit(11)).orElseThrow();
        store.remove(log + LogFileNames.commit(11));
        store.put(log + LogFileNames.commit(4), FOREIGN.getBytes(StandardCharsets.UTF_8));
        JsonNode found = call("verify");
        assertThat(found.get("missing").toString()).isEqualTo("[11]");
        assertThat(found.get("different").toString()).isEqualTo("[4]");
        assertThat(found.get("replay")).isNotEmpty();

        JsonNode repaired = call("repair");
        assertThat(repaired.get("restored").toString()).isEqualTo("[11]");
        assertThat(repaired.get("different").toString()).isEqualTo("[4]");
        assertThat(store.object(log + LogFileNames.commit(11))).hasValue(bytes);
        assertThat(store.object(log + LogFileNames.commit(4))).hasValue(FOREIGN.getBytes(StandardCharsets.UTF_8));
        finish();
    }

    @Test
    void aForeignFileStopsTheMirrorAndStays() {
        create(Map.of());
        commits(1, 1);
        finish();
        String foreign = log + LogFileNames.commit(2);
        store.put(foreign, FOREIGN.getBytes(StandardCharsets.UTF_8));
        commits(2, 3);
        finish();
        JsonNode status = replay().mirror();
        assertThat(status.get("state").stringValue()).isEqualTo("SPLIT_BRAIN");
        assertThat(status.get("publishedVersion").longValue()).isEqualTo(1);
        assertThat(store.object(foreign)).hasValue(FOREIGN.getBytes(StandardCharsets.UTF_8));
        assertThat(logFiles()).doesNotContain(LogFileNames.commit(3));

        store.remove(foreign);
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
        store.put(log + "_sidecars/orphan.parquet", new byte[1]);
        for (String name : logFiles()) {
            store.age(log + name, Duration.ofDays(2));
        }
        store.put(log + "_sidecars/young.parquet", new byte[1]);
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

    /** The client asks again, and finds what it wrote itself: the one that names this very sidecar. */
    @Test
    void aCheckpointKeepsItsSidecarWhereTheAnswerToItIsLost() {
        create(Map.of("delta.checkpointInterval", "3", "delta.checkpointPolicy", "v2"));
        commits(1, 3);
        store.meetNext(
                call -> call.method().equals("PUT") && call.key().matches(".*\\.checkpoint\\..*\\.json"),
                Fault.lostReply());

        finish();

        assertThat(store.hasMetAll()).isTrue();
        assertThat(logFiles()).filteredOn(name -> name.startsWith("_sidecars/")).hasSize(1);
        replay().holdsEverywhere();
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
                store.meetNext(call -> call.method().equals("PUT"), faults.get(round % faults.size()));
            }
            await().until(() -> {
                step.run();
                return store.hasMetAll();
            });
        }
        finish();
        assertThat(replay().mirror().has("lastError")).isFalse();
        assertThat(call("verify").get("sound").booleanValue()).isTrue();
        replay().holdsEverywhere();
    }

    @Test
    void aStoreThatDoesNotAnswerIsShownWithoutItsSecretsAndNothingIsLost() {
        create(Map.of());
        for (int attempt = 0; attempt < 3; attempt++) {
            store.meetNext(call -> true, Fault.refused(403, "AccessDenied"));
        }
        step.run();
        JsonNode status = replay().mirror();
        assertThat(status.get("lastError").stringValue()).contains(denial(log)).doesNotContain("knows");
        store.relent();
        finish();
        replay().holdsEverywhere();
    }

    @Test
    void aPlaceThatLeavesNoRoomForNamesIsRefused() {
        String longest = root + "/" + "p".repeat(512 - "lake/".length());
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
            assertThat(refusal(root + "/" + table + location)).isEqualTo("location-in-use");
        }
        assertThat(refusal(alias(root + "/" + table))).isEqualTo("location-in-use");
        store.put("lake/written/_delta_log/" + LogFileNames.commit(0), new byte[1]);
        assertThat(refusal(root + "/written")).isEqualTo("location-not-empty");
        store.put("lake/above/it/_delta_log/" + LogFileNames.commit(0), new byte[1]);
        server.post("/api/v1/tables", at("above-" + table, root + "/above")).expect(201);
        server.post("/api/v1/tables", at("beside-" + table, root + "/" + table + "-2"))
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

    static Map<String, Object> at(String name, String location) {
        Map<String, Object> request = new HashMap<>(Requests.table(name));
        request.put("location", location);
        return request;
    }

    @Test
    void aStoreThatOverwritesHasNoTables() {
        store.put("lake/foreign/_delta_log/" + LogFileNames.commit(0), FOREIGN.getBytes(StandardCharsets.UTF_8));
        for (String where : List.of("", "/loose/import")) {
            Map<String, Object> request = where.isEmpty() ? at("loose", root + "/loose") : new HashMap<>();
            request.put("location", root + (where.isEmpty() ? "/loose" : "/foreign"));
            store.meetNext(call -> call.isPutIfAbsent(), Fault.conditionIgnored());
            store.meetNext(call -> call.isPutIfAbsent(), Fault.conditionIgnored());
            JsonNode problem =
                    server.post("/api/v1/tables" + where, request).expect(422).json();
            assertThat(problem.toString()).contains("\"location\"", "conditional writes", root);
            assertThat(store.hasMetAll()).isTrue();
        }
        assertThat(store.keys()).noneMatch(key -> key.contains("_weir_"));
        server.get("/api/v1/tables/loose").expect(404);
        server.get("/api/v1/tables/loose/import").expect(404);
    }

    @Test
    void aTableIsNotMadeWhereTheStoreCannotBeAsked() {
        for (String location : List.of(nowhere(), root + "/away")) {
            for (int attempt = 0; attempt < 3; attempt++) {
                store.meetNext(call -> call.bucket().equals(ObjectServer.BUCKET), Fault.refused(503, "SlowDown"));
            }
            MetadataServer.Answer answer =
                    server.post("/api/v1/tables", at("away", location)).expect(503);
            assertThat(answer.retryAfter()).isNotEmpty();
            server.get("/api/v1/tables/away").expect(404);
        }
    }
}
