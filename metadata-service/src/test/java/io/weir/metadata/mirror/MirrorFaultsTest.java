package io.weir.metadata.mirror;

import static io.weir.metadata.Requests.add;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import io.weir.metadata.StatementLog;
import io.weir.metadata.mirror.FaultyStores.Fault;
import io.weir.metadata.mirror.FaultyStores.ProcessEnd;
import io.weir.test.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The mirror's steps are run by hand here, so that each can be broken at each of its calls to the store. */
class MirrorFaultsTest {

    private static final String LOG = "_delta_log/0000000000000000000";

    @TempDir
    static Path folder;

    private static final FaultyStores stores = new FaultyStores();
    private static final StatementLog statements = new StatementLog();
    private static TestDatabase database;
    private static MetadataServer server;
    private static MirrorStep step;

    private String table = "";

    @BeforeAll
    static void start() {
        database = TestDatabase.create("metadata");
        server = MetadataServer.start(
                database,
                folder,
                MetadataServer.withStores(stores).andThen(MetadataServer.withChanged(statements.watchingDataSources())),
                "--weir.metadata.mirror.workers=0",
                "--weir.metadata.mirror.first-retry=1ms",
                "--weir.metadata.mirror.longest-retry=1ms");
        step = server.bean(MirrorStep.class);
        // However slow this machine is, a step leaves no table behind.
        step.mayWorkFor(Duration.ofDays(1));
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @BeforeEach
    void aTable(TestInfo test) {
        table = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        server.post("/api/v1/tables", Requests.table(table, Map.of("delta.checkpointInterval", "3")))
                .expect(201);
        stores.forget();
    }

    @Test
    void aStepMakesExactlyTheseCalls() {
        commits(4);

        assertThat(step.run()).isTrue();
        assertThat(stores.calls())
                .containsExactly(
                        "put " + LOG + "0.json",
                        "put " + LOG + "0.crc",
                        "put " + LOG + "1.json",
                        "put " + LOG + "1.crc",
                        "put " + LOG + "2.json",
                        "put " + LOG + "2.crc",
                        "put " + LOG + "3.json",
                        "put " + LOG + "3.crc",
                        "list " + LOG + "3.checkpoint.",
                        "put " + LOG + "3.checkpoint.parquet",
                        "replace _delta_log/_last_checkpoint");
        stores.forget();
        assertThat(step.run()).isTrue();
        assertThat(stores.calls()).containsExactly("put " + LOG + "4.json", "put " + LOG + "4.crc");
        assertThat(step.run()).isFalse();
        commits(2, add("more", 1));
        stores.forget();
        assertThat(step.run()).isTrue();
        // Only before the first checkpoint another writer's may be there.
        assertThat(stores.calls())
                .endsWith("put " + LOG + "6.checkpoint.parquet", "replace _delta_log/_last_checkpoint")
                .noneMatch(call -> call.startsWith("list"));
    }

    @Test
    void aStepWithACheckpointOfTheSecondKindMakesTheseCallsMore() {
        String second = table + "_v2";
        server.post(
                        "/api/v1/tables",
                        Requests.table(second, Map.of("delta.checkpointInterval", "3", "delta.checkpointPolicy", "v2")))
                .expect(201);
        finish();
        for (int number = 1; number <= 6; number++) {
            server.post("/api/v1/tables/" + second + "/commits", Requests.commit(add("f" + number, 1)))
                    .expect(200);
        }
        step.leavesBehind(second);
        stores.forget();

        step.leavesBehind(second);

        List<String> calls = stores.calls().stream()
                .map(call -> call.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "id"))
                .toList();
        assertThat(calls)
                .containsExactly(
                        "put " + LOG + "4.json",
                        "put " + LOG + "4.crc",
                        "put " + LOG + "5.json",
                        "put " + LOG + "5.crc",
                        "put " + LOG + "6.json",
                        "put " + LOG + "6.crc",
                        "put _delta_log/_sidecars/id.parquet",
                        "put " + LOG + "6.checkpoint.id.json",
                        "replace _delta_log/_last_checkpoint");
    }

    @Test
    void aStepIsThreeStatementsHoweverManyVersionsItPublishes() {
        commits(1, add("first", 1));
        finish();
        commits(1, add("second", 1));

        // Its task; what to publish; how far it came.
        assertThat(statements.during(() -> assertThat(step.leavesBehind(table)).isFalse()))
                .hasSize(3);
        assertThat(stores.calls())
                .endsWith("put " + LOG + "2.json", "put " + LOG + "2.crc")
                .hasSize(6);
    }

    @Test
    void aStepOfATableLooksAtNoOtherTableAndLeavesWhatIsBehindACheckpoint() {
        commits(4, add("f", 1));
        server.post("/api/v1/tables", Requests.table("another")).expect(201);

        assertThat(step.leavesBehind(table)).isTrue();
        assertThat(step.leavesBehind(table)).isFalse();
        assertThat(new ReplayEquality(server, "another").mirror().get("backlog").longValue())
                .isEqualTo(1);
        assertThat(step.leavesBehind("no-table")).isFalse();
        finish();
    }

    @Test
    void aStepOfManyTablesIsThreeStatementsAndLeavesCheckpointsToStepsOfTheirOwn() throws IOException {
        List<String> tables = List.of(table, "beside1", "beside2", "beside3");
        tables.stream().skip(1).forEach(beside -> server.post("/api/v1/tables", Requests.table(beside))
                .expect(201));
        server.post("/api/v1/tables/beside1/commits", Requests.commit(add("one", 1)))
                .expect(200);
        commits(4, add("f", 1));
        Path foreign = folder.resolve("tables/beside2/" + LOG + "1.json");
        step.leavesBehind("beside2");
        Files.writeString(foreign, "{}\n");
        server.post("/api/v1/tables/beside2/commits", Requests.commit(add("one", 1)))
                .expect(200);
        stores.forget();

        // Its tasks; what to publish; how far it came, once for the foreign file and once for all others.
        List<String> made = statements.during(
                () -> assertThat(step.publish(tables)).isEqualTo(new MirrorStep.Left(Set.of(), Set.of(table))));

        assertThat(made).hasSize(4);
        assertThat(stores.calls()).hasSize(2 * (2 + 4 + 1) + 1).noneMatch(call -> call.contains("checkpoint"));
        assertThat(mirror("beside1").get("backlog").longValue()).isZero();
        assertThat(mirror("beside2").get("state").stringValue()).isEqualTo("SPLIT_BRAIN");
        assertThat(mirror(table).get("publishedVersion").longValue()).isEqualTo(3);
        assertThat(step.publish(tables)).isEqualTo(new MirrorStep.Left(Set.of(), Set.of(table)));
        assertThat(step.leavesBehind(table)).isTrue();
        assertThat(mirror(table).get("lastCheckpointVersion").longValue()).isEqualTo(3);
        server.delete("/api/v1/tables/beside2?purge=true").expect(204);
        finish();
        new ReplayEquality(server, table).holdsEverywhere();
    }

    private static JsonNode mirror(String table) {
        return new ReplayEquality(server, table).mirror();
    }

    @Test
    void aStepThatEndsAtAnyCallIsDoneAgain() {
        commits(7);
        List<String> ends = new ArrayList<>();
        for (int call = 0; call < 20; call++) {
            for (Fault where : Fault.values()) {
                stores.dieAfter(call % 10, where);
                try {
                    step.run();
                } catch (ProcessEnd end) {
                    ends.add(String.valueOf(end.getMessage()));
                }
            }
        }
        assertThat(ends).hasSizeGreaterThan(10);
        finish();
        new ReplayEquality(server, table).holdsEverywhere();
    }

    @Test
    void aStoreThatFailsIsTriedAgainAndItsErrorShown() {
        commits(7);
        double failures = server.metric("mirror_failures_total");
        for (int call = 0; call < 12; call++) {
            stores.failAfter(call % 4, call % 2 == 0 ? Fault.BEFORE : Fault.AFTER);
            await().until(step::run);
            if (call == 0) {
                JsonNode status = new ReplayEquality(server, table).mirror();
                assertThat(status.get("lastError").stringValue()).contains("the store broke at put");
                assertThat(status.get("backlog").longValue()).isEqualTo(8);
                assertThat(status.get("lagSeconds").doubleValue()).isPositive();
                assertThat(status.get("state").stringValue()).isEqualTo("ACTIVE");
            }
        }
        assertThat(server.metric("mirror_failures_total")).isEqualTo(failures + 12);
        finish();
        assertThat(new ReplayEquality(server, table).mirror().has("lastError")).isFalse();
        new ReplayEquality(server, table).holdsEverywhere();
    }

    @Test
    void aForeignLogFileStopsThisMirrorAndNoOther() throws IOException {
        finish();
        Path foreign = folder.resolve("tables/" + table + "/" + LOG + "2.json");
        Files.writeString(foreign, "{\"commitInfo\":{}}\n");
        commits(3);

        finish();

        JsonNode status = new ReplayEquality(server, table).mirror();
        assertThat(status.get("state").stringValue()).isEqualTo("SPLIT_BRAIN");
        assertThat(status.get("publishedVersion").longValue()).isEqualTo(1);
        assertThat(status.get("lastError").stringValue()).contains("00000000000000000002.json");
        assertThat(Files.readString(foreign)).isEqualTo("{\"commitInfo\":{}}\n");
        server.post("/api/v1/tables", Requests.table("unharmed")).expect(201);
        finish();
        assertThat(new ReplayEquality(server, "unharmed")
                        .mirror()
                        .get("backlog")
                        .longValue())
                .isZero();
        server.delete("/api/v1/tables/" + table + "?purge=true").expect(204);
        finish();
    }

    @Test
    void aDroppedTableIsPublishedToItsEndAndThenForgotten() {
        commits(2);
        server.delete("/api/v1/tables/" + table + "?purge=true").expect(204);
        Map<String, Object> successor = Requests.table(table);
        assertThat(server.post("/api/v1/tables", successor)
                        .expect(409)
                        .json()
                        .get("code")
                        .stringValue())
                .isEqualTo("location-in-use");

        finish();

        assertThat(folder.resolve("tables/" + table + "/" + LOG + "2.json")).exists();
        assertThat(server.post("/api/v1/tables", successor)
                        .expect(409)
                        .json()
                        .get("code")
                        .stringValue())
                .isEqualTo("location-not-empty");
        successor.put(
                "location",
                folder.resolve("tables/" + table + "-2").toAbsolutePath().toString());
        server.post("/api/v1/tables", successor).expect(201);
        finish();
    }

    /** By then nobody can take it back to resume it. */
    @Test
    void aPausedTableIsForgottenTooWhenItsTimeIsOver() {
        finish();
        server.post("/api/v1/tables/" + table + "/mirror/pause", Map.of()).expect(200);
        commits(2);
        finish();
        assertThat(folder.resolve("tables/" + table + "/" + LOG + "2.json")).doesNotExist();

        server.delete("/api/v1/tables/" + table + "?purge=true").expect(204);
        finish();

        assertThat(folder.resolve("tables/" + table + "/" + LOG + "2.json")).exists();
        assertThat(server.post("/api/v1/tables", Requests.table(table))
                        .expect(409)
                        .json()
                        .get("code")
                        .stringValue())
                .isEqualTo("location-not-empty");
    }

    @Test
    void aFailingStepThatIsNotTheStoresFaultIsLoudAndChangesNothing() {
        commits(1);
        stores.dieAfter(0, Fault.AFTER);
        assertThatThrownBy(step::run).isInstanceOf(ProcessEnd.class);
        assertThat(new ReplayEquality(server, table)
                        .mirror()
                        .get("publishedVersion")
                        .longValue())
                .isEqualTo(-1);
        finish();
    }

    /** Nor a table that is dropped, whose turn comes by the longest wait of all. */
    @Test
    void aFaultOfThisServiceIsShownAndKeepsNoOtherMirrorWaiting() {
        commits(7);
        server.post("/api/v1/tables", Requests.table("besidefault")).expect(201);
        server.post("/api/v1/tables", Requests.table("leavingfault")).expect(201);
        server.delete("/api/v1/tables/leavingfault?purge=true").expect(204);
        stores.haveFault("tables/" + table);

        for (int turn = 0; turn < 10; turn++) {
            step.run();
        }

        JsonNode status = mirror(table);
        assertThat(status.get("publishedVersion").longValue()).isEqualTo(-1);
        assertThat(status.get("lastError").stringValue())
                .contains(
                        "a fault of this service",
                        "IllegalStateException: a fault at put " + LOG + "0.json with \ufffd");
        assertThat(mirror("besidefault").get("backlog").longValue()).isZero();
        assertThat(server.bean(JdbcClient.class)
                        .sql("select count(*) from delta_table where name = 'leavingfault'")
                        .query(Long.class)
                        .single())
                .isZero();
        stores.relent();
        finish();
        assertThat(mirror(table).has("lastError")).isFalse();
        new ReplayEquality(server, table).holdsEverywhere();
    }

    @Test
    void aCheckpointThatMeetsAFaultKeepsNoLogFileWaiting() {
        commits(7);
        stores.haveFault("checkpoint.parquet");

        await().until(() -> {
            step.run();
            return mirror(table).get("publishedVersion").longValue() == 7;
        });

        assertThat(mirror(table).has("lastCheckpointVersion")).isFalse();
        stores.relent();
        finish();
        assertThat(mirror(table).get("lastCheckpointVersion").longValue()).isEqualTo(6);
        new ReplayEquality(server, table).holdsEverywhere();
    }

    private void commits(int count) {
        for (int number = 0; number < count; number++) {
            server.post(
                            "/api/v1/tables/" + table + "/commits",
                            Requests.commit(add("f" + number, 1), Requests.txn("a", number)))
                    .expect(200);
        }
    }

    private void commits(int count, Map<?, ?> action) {
        for (int number = 0; number < count; number++) {
            server.post("/api/v1/tables/" + table + "/commits", Requests.commit(action))
                    .expect(200);
        }
    }

    private static void finish() {
        stores.failAfter(Integer.MAX_VALUE, Fault.BEFORE);
        stores.relent();
        await().pollInterval(Duration.ofMillis(5)).until(() -> !step.run() && !step.run());
    }
}
