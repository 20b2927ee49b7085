package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.eventhubs.emulator.EmulatedHub;
import io.weir.ingest.IngestPlatform;
import io.weir.ingest.Topic;
import io.weir.ingest.pipeline.PipelineService;
import io.weir.ingest.pipeline.PipelineState;
import io.weir.ingest.progress.ProgressReports;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pipelines that rest in the middle of their run. */
class PauseTest extends WorkerTest {

    private static HttpResponse<String> verb(String name, String verb) {
        return post("/api/v1/pipelines/" + name + "/" + verb, UUID.randomUUID().toString(), "");
    }

    private static PipelineState state(String name) {
        return service().get(name).state();
    }

    private static String running(Topic topic) {
        String name = create(topic);
        service().start(name);
        return name;
    }

    /** What lineage is to be told of a run, in this order. */
    private static List<String> told(UUID run) {
        return worker.getBean(JdbcClient.class)
                .sql("select body::jsonb ->> 'eventType' from outbox_message where destination = 'LINEAGE'"
                        + " and body::jsonb #>> '{run,runId}' = ? order by id")
                .param(run.toString())
                .query(String.class)
                .list();
    }

    @Test
    void aPausedPipelineKeepsItsRunAndItsPlaceAndHoldsNothing() throws SQLException {
        Topic topic = new Topic(broker, 2);
        topic.produce(500, index -> "{\"id\":" + index + "}");
        String name = running(topic);
        awaitReceived(name, 500);
        PipelineState before = state(name);

        HttpResponse<String> paused = verb(name, "pause");
        assertThat(paused.statusCode()).as(paused.body()).isEqualTo(200);
        assertThat(paused.body()).contains("\"state\":\"PAUSED\"", "\"runId\":\"" + before.runId() + "\"");
        assertThat(verb(name, "pause").body()).as("once more").isEqualTo(paused.body());
        awaitLeft(name);
        topic.produce(300, index -> "{\"id\":" + (500 + index) + "}");
        assertThat(get("/api/v1/pipelines/" + name + "/progress").body())
                .contains("\"state\":\"PAUSED\"", "\"received\":500,", "\"runId\":\"" + before.runId() + "\"");

        assertThat(verb(name, "resume").body()).contains("\"state\":\"RUNNING\"");
        assertThat(state(name)).isEqualTo(before);
        assertThat(verb(name, "resume").statusCode()).as("once more").isEqualTo(200);
        awaitReceived(name, 800);
        drain(name);

        assertThat(inLake(name, "select count(*), count(distinct id)")).containsExactly("800|800");
        assertThat(told(before.runId())).containsExactly("START", "OTHER", "COMPLETE");
    }

    private static int held(EmulatedHub hub) {
        return worker.getBean(JdbcClient.class)
                .sql("select count(*) from hub_partition where strpos(hub, ?) > 0 and held_until > now()")
                .param(hub.name())
                .query(Integer.class)
                .single();
    }

    /** So that another reader of the hub has its partitions at once. */
    @Test
    void aHubIsLetGoOfAndReadOnFromTheSamePlace() throws SQLException {
        EmulatedHub hub = emulator.hub("h" + UUID.randomUUID().toString().substring(0, 8), 2);
        hub.produce(500, index -> "{\"id\":" + index + "}");
        String name = createFrom(hub);
        service().start(name);
        awaitReceived(name, 500);
        assertThat(held(hub)).isEqualTo(2);

        service().pause(name);
        awaitLeft(name);
        assertThat(held(hub)).isZero();
        hub.produce(300, index -> "{\"id\":" + (500 + index) + "}");
        service().resume(name);
        awaitReceived(name, 800);
        drain(name);

        assertThat(inLake(name, "select count(*), count(distinct id)")).containsExactly("800|800");
    }

    /** What is asked of one that is paused in vain, and what it is told to do. */
    @ParameterizedTest
    @CsvSource({
        "POST, /start, {}, is paused; resume it",
        "POST, /drain, {}, is paused; resume it and drain it then",
        "PATCH, '', {\"transform\": \"select 1 as id from input\"}, is paused; stop it and change it then",
        "POST, /reset, {\"startPosition\": \"EARLIEST\"}, is paused; stop it and reset it then",
        "POST, /dead-letters/replay, {}, is paused; stop it and replay then",
        "DELETE, '', {}, is paused; stop it and delete it then"
    })
    void whatItDoesStaysUntilItIsStopped(String method, String path, String body, String told) {
        String name = running(new Topic(broker, 1));
        PipelineState paused = service().pause(name).state();

        HttpResponse<String> refused = send(HttpRequest.newBuilder(uri("/api/v1/pipelines/" + name + path))
                .header("Content-Type", "application/json")
                .header("If-Match", "*")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        assertThat(refused.body()).contains("pipeline-state", "\"state\":\"PAUSED\"", told);
        assertThat(state(name)).isEqualTo(paused);
    }

    @Test
    void oneThatIsPausedCanBeStoppedWhichEndsItsRunAndBeginsAnotherWhereItWas() {
        Topic topic = new Topic(broker, 2);
        topic.produce(100, index -> "{\"id\":" + index + "}");
        String name = running(topic);
        awaitReceived(name, 100);
        UUID run = state(name).runId();
        service().pause(name);
        awaitLeft(name);

        assertThat(verb(name, "stop").body()).contains("\"state\":\"STOPPED\"");
        assertThat(told(run)).containsExactly("START", "OTHER", "ABORT");
        assertThat(verb(name, "resume").statusCode()).isEqualTo(409);
        topic.produce(50, index -> "{\"id\":" + index + "}");
        assertThat(service().start(name).state().runId()).isNotEqualTo(run);
        awaitReceived(name, 150);
        drain(name);
        assertThat(rows(name)).isEqualTo(150);
    }

    @Test
    void whatHasNoRunCannotBePausedNorResumed() {
        String name = create(new Topic(broker, 1));

        for (String verb : List.of("pause", "resume")) {
            HttpResponse<String> refused = verb(name, verb);
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body()).contains("pipeline-state", "\"state\":\"CREATED\"", "nothing to " + verb);
            assertThat(verb("nobody-" + name, verb).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void oneThatDrainsIsPausedAndDrainsToTheSameEndAfterwards() {
        String pool = "night-" + UUID.randomUUID();
        post("/api/v1/compute-pools", pool, "{\"name\":\"" + pool + "\"}");
        post("/api/v1/compute-pools/" + pool + "/stop", pool, "");
        Topic topic = new Topic(broker, 2);
        topic.produce(100, index -> "{\"id\":" + index + "}");
        String name = create(topic);
        patch("/api/v1/pipelines/" + name, "*", "{\"pool\":\"" + pool + "\"}");
        service().start(name);
        PipelineState draining = service().drain(name).state();
        assertThat(((PipelineState.Draining) draining).ends()).isEqualTo(Map.of(0, 50L, 1, 50L));

        assertThat(service().pause(name).state()).isEqualTo(((PipelineState.Active) draining).pause());
        topic.produce(100, index -> "{\"id\":" + index + "}");
        assertThat(service().resume(name).state()).isEqualTo(draining);
        post("/api/v1/compute-pools/" + pool + "/start", pool, "");
        await().untilAsserted(() -> assertThat(state(name)).isInstanceOf(PipelineState.Stopped.class));
    }

    @Test
    void ofThoseWhoAskForTheSameAtOnceEachHasIt() throws Exception {
        int callers = 8;
        String name = running(new Topic(broker, 1));
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        CyclicBarrier begin = new CyclicBarrier(callers);
        try {
            for (String verb : List.of("pause", "resume", "pause", "stop")) {
                List<Future<Integer>> answers = new ArrayList<>();
                for (int i = 0; i < callers; i++) {
                    answers.add(threads.submit(() -> {
                        begin.await();
                        return verb(name, verb).statusCode();
                    }));
                }
                for (Future<Integer> answer : answers) {
                    assertThat(answer.get()).as(verb).isEqualTo(200);
                }
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(state(name)).isInstanceOf(PipelineState.Stopped.class);
    }

    /** Which knows nothing of pauses: to it, one that is paused was stopped. */
    @Test
    void aRunThatAWorkerOfTheVersionBeforeBeginsIsNotPaused() {
        String name = running(new Topic(broker, 1));
        service().pause(name);
        JdbcClient jdbc = worker.getBean(JdbcClient.class);
        assertThat(jdbc.sql("select state from pipeline where name = ?")
                        .param(name)
                        .query(String.class)
                        .single())
                .isEqualTo("STOPPED");

        jdbc.sql("update pipeline set state = 'RUNNING', run_id = gen_random_uuid(), paused_ends = '{\"0\": 7}'"
                        + " where name = ?")
                .param(name)
                .update();
        assertThat(state(name)).isInstanceOf(PipelineState.Running.class);
        jdbc.sql("update pipeline set state = 'STOPPED', placed_at = null where name = ?")
                .param(name)
                .update();
        assertThat(state(name)).isInstanceOf(PipelineState.Stopped.class);
        assertThat(service().start(name).state()).isInstanceOf(PipelineState.Running.class);
        assertThat(service().stop(name).state()).isInstanceOf(PipelineState.Stopped.class);
    }

    /** No worker is there, and the next ones read nothing of it before somebody says so. */
    @Test
    void aPauseOutlivesItsWorker(@TempDir Path folder) {
        Topic topic = new Topic(broker, 2);
        topic.produce(100, index -> "{\"id\":" + index + "}");
        try (IngestPlatform own = platform.beside(folder)) {
            ConfigurableApplicationContext first = own.start();
            String name = create(first, topic);
            first.getBean(PipelineService.class).start(name);
            await().until(() -> received(first, name) == 100);
            PipelineState paused =
                    first.getBean(PipelineService.class).pause(name).state();
            first.close();
            topic.produce(100, index -> "{\"id\":" + index + "}");

            ConfigurableApplicationContext second = own.start();
            String other = create(second, topic);
            second.getBean(PipelineService.class).start(other);
            await().until(() -> received(second, other) == 200);
            assertThat(second.getBean(PipelineService.class).get(name).state()).isEqualTo(paused);
            assertThat(second.getBean(PipelineWorkers.class).runner(name)).isEmpty();
            assertThat(received(second, name)).isEqualTo(100);

            second.getBean(PipelineService.class).resume(name);
            await().until(() -> received(second, name) == 200);
            assertThat(second.getBean(PipelineService.class).get(name).state().runId())
                    .isEqualTo(paused.runId());
        }
    }

    private static long received(ConfigurableApplicationContext of, String name) {
        return of.getBean(ProgressReports.class).of(name).received();
    }
}
