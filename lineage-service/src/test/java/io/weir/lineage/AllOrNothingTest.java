package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.lineage.intake.Events;
import io.weir.lineage.openlineage.EventJson;
import io.weir.lineage.openlineage.EventReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was accepted is there, in the log and in the graph; never in one without the other, whatever breaks. */
class AllOrNothingTest {

    private static final int WRITERS = 8;
    private static final int EVENTS = 60;
    private static final int KILLS = 10;
    private static TestService service;

    @BeforeAll
    static void start() {
        service = new TestService();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void connectionsThatDieLoseNothingThatWasAccepted() throws Exception {
        Queue<UUID> accepted = new ConcurrentLinkedQueue<>();
        AtomicBoolean enough = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        List<Future<?>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            writers.add(threads.submit(() -> write(accepted, enough)));
        }
        JdbcClient jdbc = service.jdbc();
        AtomicInteger killed = new AtomicInteger();
        try {
            await().pollInterval(Duration.ofMillis(5)).until(() -> killed.addAndGet(kill(jdbc)) >= KILLS);
        } finally {
            enough.set(true);
            threads.shutdown();
        }
        for (Future<?> writer : writers) {
            writer.get();
        }

        assertThat(jdbc.sql("select run_id from event").query(UUID.class).list())
                .containsAll(accepted);
        assertThat(jdbc.sql("select count(*) from event full join run using (run_id)"
                                + " where event_id is null or first_by is null")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("select count(*) from run where not exists"
                                + " (select from run_dataset used where used.run_id = run.run_id)")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void intakesThatMeetInAnyOrderDoNotDeadlock() throws InterruptedException {
        Queue<Integer> taken = new ConcurrentLinkedQueue<>();
        Events intake = service.bean(Events.class);
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        for (int writer = 0; writer < WRITERS; writer++) {
            int seed = writer;
            threads.execute(() -> {
                for (int event = 0; event < EVENTS; event++) {
                    intake.take(List.of(EventReader.read(EventJson.tree(crossing(seed, event)))));
                    taken.add(event);
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
        assertThat(taken).hasSize(WRITERS * EVENTS);
    }

    /** Every event touches the same datasets, in another order. */
    private static Map<String, Object> crossing(int seed, int event) {
        List<Map<String, Object>> datasets = new ArrayList<>();
        for (int dataset = 0; dataset < 6; dataset++) {
            datasets.add(TestEvents.dataset("weir", "d" + (dataset * 5 + seed) % 6));
        }
        return TestEvents.with(
                TestEvents.run("RUNNING", new UUID(1, seed % 3), "crossing " + seed % 2, event), "outputs", datasets);
    }

    /** Ends the connections that write at this moment, and says how many those are. */
    private static int kill(JdbcClient jdbc) {
        return jdbc.sql("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
                        + " and usename = current_user and query like 'insert into%'")
                .query()
                .listOfRows()
                .size();
    }

    private static void write(Queue<UUID> accepted, AtomicBoolean enough) {
        for (int event = 0; !enough.get(); event++) {
            UUID run = UUID.randomUUID();
            Map<String, Object> sent = TestEvents.with(
                    TestEvents.run("START", run, "killed", event),
                    "outputs",
                    List.of(TestEvents.dataset("weir", "killed")));
            var answer = service.post("/api/v1/lineage", sent);
            if (answer.status() == 201) {
                accepted.add(run);
            } else {
                assertThat(answer.status()).isEqualTo(503);
            }
        }
    }
}
