package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.weir.ingest.Topic;
import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineState;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.support.access.Removal;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pipelines run on pools, and only as far as these let them. */
class PoolsTest extends WorkerTest {

    private static final String POOLS = "/api/v1/compute-pools";

    @Test
    void aPoolIsMadeReadChangedHandedOverAndRemoved() {
        String name = name();
        String path = POOLS + "/" + name;
        String body =
                "{\"name\":\"" + name + "\",\"size\":\"SMALL\",\"maxUnits\":3,\"properties\":{\"team\":\"night\"}}";

        HttpResponse<String> made = post(POOLS, "make-" + name, body);
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location")).contains(path);
        assertThat(made.body())
                .contains("\"state\":\"RUNNING\"", "\"size\":\"SMALL\"", "\"minUnits\":0", "\"maxUnits\":3")
                .contains("\"unitsInUse\":0", "\"waiting\":0", "\"autoSuspendMinutes\":0", "\"team\":\"night\"");
        assertThat(post(POOLS, "make-" + name, body).body()).as("repeated").isEqualTo(made.body());
        assertThat(post(POOLS, "other-" + name, body).statusCode()).isEqualTo(409);

        HttpResponse<String> changed = patch(path, tag(made), "{\"maxUnits\":4,\"minUnits\":1}");
        assertThat(changed.body()).contains("\"maxUnits\":4", "\"minUnits\":1", "\"size\":\"SMALL\"", "night");
        assertThat(patch(path, tag(made), "{\"maxUnits\":5}").statusCode())
                .as("of who read it before")
                .isEqualTo(412);
        assertThat(get(path).body()).isEqualTo(changed.body());

        assertThat(patch(path, null, "{\"maxUnits\":4}").statusCode()).isEqualTo(200);
        assertThat(send("PUT", path + "/owner", "{\"owner\":\"user:ben\"}").body())
                .contains("\"owner\":\"user:ben\"");
        assertThat(send("POST", path + "/stop", "").body()).contains("\"state\":\"SUSPENDED\"", "\"STOP\"");
        assertThat(get(POOLS + "?state=SUSPENDED&limit=1000").body()).contains(name);
        assertThat(get(POOLS + "?state=RUNNING&limit=1000").body()).doesNotContain(name);
        assertThat(send("POST", path + "/start", "").body()).contains("\"state\":\"RUNNING\"");
        assertThat(send("DELETE", path, "").statusCode()).isEqualTo(204);
        assertThat(removals(name)).isEqualTo(1);
        assertThat(get(path).statusCode()).isEqualTo(404);
        assertThat(send("POST", path + "/start", "").statusCode()).isEqualTo(404);
    }

    /** Of the worker; nothing yet is -1. */
    private static double metric(String name, String pool) {
        Gauge gauge =
                worker.getBean(MeterRegistry.class).find(name).tag("pool", pool).gauge();
        return gauge == null ? -1 : gauge.value();
    }

    @Test
    void whatCannotBeIsNamed() {
        String odd = "{\"name\":\"" + name() + "\",\"minUnits\":7,\"maxUnits\":2,\"autoSuspendMinutes\":-1}";
        assertThat(post(POOLS, name(), odd).statusCode()).isEqualTo(422);
        assertThat(post(POOLS, name(), odd).body())
                .contains("\"field\":\"minUnits\"", "\"0 to 2\"", "\"field\":\"autoSuspendMinutes\"");
        assertThat(post(POOLS, name(), "{\"name\":\"a/b\"}").body()).contains("\"field\":\"name\"");
        assertThat(post(POOLS, name(), "{\"name\":\"huge\",\"size\":\"HUGE\"}").statusCode())
                .isEqualTo(400);
        HttpResponse<String> stays = send("DELETE", POOLS + "/default", "");
        assertThat(stays.statusCode()).isEqualTo(409);
        assertThat(stays.body()).contains("pool-in-use");
        Topic topic = new Topic(broker, 1);
        HttpResponse<String> lost =
                post("/api/v1/pipelines", name(), definition(name(), topic, "\"pool\":\"no-such-pool\""));
        assertThat(lost.statusCode()).isEqualTo(422);
        assertThat(lost.body()).contains("\"field\":\"pool\"", "no-such-pool");
    }

    @Test
    void aPoolThatStopsHasItsPipelinesStopWithTheirRunsAndGoOnWhereTheyWere() {
        String pool = pool("\"maxUnits\":2");
        Topic topic = new Topic(broker, 2);
        String name = pipeline(topic, pool);
        service().start(name);
        topic.produce(1_000, index -> "{\"id\":" + index + "}");
        awaitReceived(name, 1_000);
        await().until(() -> metric("weir.pool.units", pool) == 1 && metric("weir.pool.units.max", pool) == 2);
        assertThat(metric("weir.pool.suspended", pool)).isZero();
        Pipeline running = service().get(name);
        HttpResponse<String> used = send("DELETE", POOLS + "/" + pool, "");
        assertThat(used.statusCode()).isEqualTo(409);
        assertThat(used.body()).contains("pipeline " + name, "\"otherUsers\":0");

        send("POST", POOLS + "/" + pool + "/stop", "");
        await().until(() -> !runner(name).isAlive());
        topic.produce(500, index -> "{\"id\":" + index + "}");
        assertThat(get("/api/v1/pipelines/" + name).body())
                .contains("\"state\":\"RUNNING\"", "\"waitingFor\":\"POOL\"", "\"pool\":\"" + pool + "\"");
        assertThat(get("/api/v1/pipelines/" + name + "/progress").body()).contains("\"received\":1000,");
        assertThat(service().start(name).placement().waiting())
                .as("nobody wakes what somebody stopped")
                .isPresent();

        send("POST", POOLS + "/" + pool + "/start", "");
        awaitReceived(name, 1_500);
        assertThat(service().get(name).state()).as("the same run").isEqualTo(running.state());
        drain(name);
        assertThat(rows(name)).isEqualTo(1_500);
    }

    @Test
    void aCascadeTakesThePipelinesOfAPoolAlongAtWorkOrNot() {
        String pool = pool("\"maxUnits\":1");
        Topic topic = new Topic(broker, 1);
        String running = pipeline(topic, pool);
        String resting = pipeline(topic, pool);
        String other = pipeline(topic, "default");
        service().start(running);
        topic.produce(10, index -> "{\"id\":" + index + "}");
        awaitReceived(running, 10);

        assertThat(send("DELETE", POOLS + "/default?cascade=true", "").body()).contains("pool-in-use");
        assertThat(send("DELETE", POOLS + "/" + pool, "").body()).contains(running, resting);
        assertThat(send("DELETE", POOLS + "/" + pool + "?cascade=true", "").statusCode())
                .isEqualTo(204);

        assertThat(Stream.of(POOLS + "/" + pool, "/api/v1/pipelines/" + running, "/api/v1/pipelines/" + resting)
                        .map(path -> get(path).statusCode()))
                .containsOnly(404);
        assertThat(get("/api/v1/pipelines/" + other).statusCode()).isEqualTo(200);
        assertThat(removals(pool)).isEqualTo(1);
    }

    @Test
    void aPipelineWaitsForAUnitUntilAnotherLeavesOne() {
        String pool = pool("\"maxUnits\":1,\"size\":\"SMALL\"");
        Topic topic = new Topic(broker, 1);
        topic.produce(100, index -> "{\"id\":" + index + "}");
        String first = pipeline(topic, pool);
        String second = pipeline(topic, pool);
        service().start(first);
        assertThat(post("/api/v1/pipelines/" + second + "/start", name(), "").body())
                .contains("\"state\":\"RUNNING\"", "\"waitingFor\":\"UNIT\"");
        awaitReceived(first, 100);
        assertThat(get(POOLS + "/" + pool).body()).contains("\"unitsInUse\":1", "\"waiting\":1");
        assertThat(worker.getBean(PipelineWorkers.class).runner(second)).isEmpty();

        service().stop(first);
        awaitReceived(second, 100);
        drain(second);
        assertThat(rows(second)).isEqualTo(100);
        assertThat(get(POOLS + "/" + pool).body()).contains("\"unitsInUse\":0", "\"waiting\":0");
    }

    @Test
    void whoAsksForWorkWakesAPoolThatHadNone() {
        String pool = pool("\"autoSuspendMinutes\":60");
        Topic topic = new Topic(broker, 1);
        topic.produce(100, index -> "{\"id\":" + index + "}");
        String name = pipeline(topic, pool);
        service().start(name);
        awaitReceived(name, 100);

        // Until then it may say once more that it had something to do.
        await().until(() -> {
            platform.update("update compute_pool set busy_at = now() - interval '2 hours' where name = '" + pool + "'");
            return get(POOLS + "/" + pool).body().contains("\"suspendedBy\":\"IDLENESS\"");
        });
        await().until(() -> !runner(name).isAlive());
        topic.produce(50, index -> "{\"id\":" + index + "}");
        assertThat(get("/api/v1/pipelines/" + name).body()).contains("\"waitingFor\":\"POOL\"");

        assertThat(service().start(name).state()).isInstanceOf(PipelineState.Running.class);
        awaitReceived(name, 150);
        assertThat(get(POOLS + "/" + pool).body()).contains("\"state\":\"RUNNING\"");
        drain(name);
        assertThat(rows(name)).isEqualTo(150);
    }

    @Test
    void aPipelineAtRestMovesToAnotherPool() {
        String pool = pool("\"size\":\"SMALL\"");
        Topic topic = new Topic(broker, 1);
        String name = pipeline(topic, "default");
        String path = "/api/v1/pipelines/" + name;

        assertThat(patch(path, "*", "{\"pool\":\"no-such-pool\"}").body()).contains("\"field\":\"pool\"");
        assertThat(patch(path, "*", "{\"pool\":\"" + pool + "\"}").body()).contains("\"pool\":\"" + pool + "\"");
        assertThat(patch(path, "*", "{}").body()).contains("\"pool\":\"" + pool + "\"");
        assertThat(service().get(name).batch().bytes()).isEqualTo(128L << 20);
        assertThat(service().get(name).batchOfUnit().bytes()).isEqualTo(16L << 20);
    }

    @Test
    void aWorkerRunsThePipelinesOfThePoolsThatItServesAlone() {
        String pool = pool("\"maxUnits\":5");
        Topic topic = new Topic(broker, 1);
        String near = create(topic, table -> new PipelineTarget(null, new PipelineTarget.DeltaTarget(table)));
        String far = create(topic, table -> new PipelineTarget(null, new PipelineTarget.DeltaTarget(table)));
        patch("/api/v1/pipelines/" + far, "*", "{\"pool\":\"" + pool + "\"}");
        try (ConfigurableApplicationContext other = platform.start("--weir.ingest.pools=" + pool)) {
            service().start(near);
            service().start(far);
            PipelineWorkers theirs = other.getBean(PipelineWorkers.class);
            await().until(() -> theirs.runner(far).isPresent());
            service().stop(far);
            // Of a later look than the one that found it, which looked at all others, too.
            await().until(() -> !theirs.runner(far).orElseThrow().isAlive());
            assertThat(theirs.runner(near)).isEmpty();
            assertThat(runner(near).isAlive()).isTrue();
            service().stop(near);
        }
    }

    private static PipelineRunner runner(String name) {
        return worker.getBean(PipelineWorkers.class).runner(name).orElseThrow();
    }

    private static String pool(String more) {
        String name = name();
        assertThat(post(POOLS, "make-" + name, "{\"name\":\"" + name + "\"," + more + "}")
                        .statusCode())
                .isEqualTo(201);
        return name;
    }

    private static String pipeline(Topic topic, String pool) {
        String name = name();
        String more = "\"pool\":\"" + pool + "\",\"batch\":{\"maxWaitMillis\":100}";
        assertThat(post("/api/v1/pipelines", "make-" + name, definition(name, topic, more))
                        .statusCode())
                .isEqualTo(201);
        return name;
    }

    /** What the control plane is to be told; nobody answers in its place. */
    private static int removals(String pool) {
        return worker.getBean(JdbcClient.class)
                .sql("select count(*) from outbox_message where destination = 'PLATFORM' and path = ?"
                        + " and body::jsonb ->> 'kind' = 'POOL' and body::jsonb ->> 'name' = ?")
                .params(Removal.PATH, pool)
                .query(Integer.class)
                .single();
    }
}
