package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.lineage.openlineage.EventJson;
import io.weir.test.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The process dies in the middle of batches: what was answered is there whole, what was not is there whole or not at all. */
class KilledIntakeTest {

    private static final int SENDERS = 4;
    private static final int A_BATCH = 20;
    private static final int ANSWERS_BEFORE_THE_END = 30;

    private static final String STREAM = "?events=run.completed";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final Queue<String> unanswered = new ConcurrentLinkedQueue<>();
    private final List<Long> told = new ArrayList<>();
    private long lastTold;

    @Test
    void whatWasAnsweredSurvivesAndNothingIsHalf() throws Exception {
        try (TestDatabase database = TestDatabase.create("lineage")) {
            JdbcClient jdbc = JdbcClient.create(database.dataSource());
            dieDuringIntake(database);
            awaitEnd(jdbc);
            assertThat(unanswered).as("batches under way when it died").isNotEmpty();

            try (ServiceProcess again = ServiceProcess.start(database)) {
                assertWhole(jdbc);
                resumeListening(again, jdbc);
                Set<String> there = Set.copyOf(jdbc.sql("select distinct name from job")
                        .query(String.class)
                        .list());
                assertThat(there).containsAll(answered);

                for (String batch : unanswered) {
                    assertThat(post(again, batch)).isEqualTo(204);
                }
                assertWhole(jdbc);
                assertThat(count(jdbc, "select count(*) from job")).isEqualTo(answered.size() + unanswered.size());
            }
        }
    }

    private void dieDuringIntake(TestDatabase database) throws IOException, InterruptedException {
        CountDownLatch enough = new CountDownLatch(ANSWERS_BEFORE_THE_END);
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try (ServiceProcess service = ServiceProcess.start(database);
                SseReader listener = new SseReader(service.address(), STREAM)) {
            for (int sender = 0; sender < SENDERS; sender++) {
                senders.execute(() -> send(service, enough));
            }
            assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
            service.kill();
            told.addAll(listener.numbers(Integer.MAX_VALUE));
            lastTold = listener.last();
            senders.shutdown();
            assertThat(senders.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            senders.shutdownNow();
        }
    }

    /** PostgreSQL ends what a process that died had it do when it hears of the death, and not before. */
    private static void awaitEnd(JdbcClient jdbc) {
        await().until(() -> count(
                        jdbc,
                        "select count(*) from pg_stat_activity"
                                + " where usename = current_user and pid <> pg_backend_pid()")
                == 0);
    }

    /** Who listened when it died asks for what came after the last event, and so misses none and sees none twice. */
    private void resumeListening(ServiceProcess service, JdbcClient jdbc) throws InterruptedException {
        List<Long> all = jdbc.sql("select sequence from live_event where type = 'run.completed' order by sequence")
                .query(Long.class)
                .list();
        try (SseReader listener = new SseReader(service.address(), STREAM, "Last-Event-ID: " + lastTold)) {
            told.addAll(listener.numbers(all.size() - told.size()));
        }
        assertThat(told).isEqualTo(all);
    }

    private void send(ServiceProcess service, CountDownLatch enough) {
        while (true) {
            String batch = UUID.randomUUID().toString();
            try {
                if (post(service, batch) == 204) {
                    answered.add(batch);
                    enough.countDown();
                } else {
                    unanswered.add(batch);
                }
            } catch (IOException | InterruptedException died) {
                unanswered.add(batch);
                return;
            }
        }
    }

    /** The same batch has the same events, however often it is sent. */
    private int post(ServiceProcess service, String batch) throws IOException, InterruptedException {
        List<Map<String, Object>> events = IntStream.range(0, A_BATCH)
                .mapToObj(number -> event(batch, number))
                .toList();
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.address() + "/api/v1/lineage/batch"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(EventJson.write(EventJson.tree(events))))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private static Map<String, Object> event(String batch, int number) {
        UUID run = UUID.nameUUIDFromBytes((batch + number).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Map<String, Object> event = TestEvents.run("COMPLETE", run, batch, number);
        event.put("run", Map.of("runId", run.toString(), "facets", Map.of("f", Map.of("number", number))));
        event.put("inputs", List.of(TestEvents.dataset("in", batch)));
        event.put("outputs", List.of(TestEvents.dataset("out", run.toString())));
        return event;
    }

    /** Each event has a run, two datasets, a facet and an output edge of its own, and each batch an input edge. */
    private static void assertWhole(JdbcClient jdbc) {
        long events = count(jdbc, "select count(*) from event");
        assertThat(events).isPositive();
        assertThat(count(
                        jdbc,
                        "select count(*) from (select from event group by job_id having count(*) <> " + A_BATCH
                                + ") half"))
                .as("batches that are there in part")
                .isZero();
        assertThat(count(jdbc, "select count(*) from run join event using (run_id) where end_state = 'COMPLETE'"))
                .isEqualTo(events);
        assertThat(count(jdbc, "select count(*) from run")).isEqualTo(events);
        assertThat(count(jdbc, "select count(*) from run_dataset")).isEqualTo(2 * events);
        assertThat(count(jdbc, "select count(*) from facet where owner = 'RUN'"))
                .isEqualTo(events);
        assertThat(count(jdbc, "select count(*) from edge")).isEqualTo(events + events / A_BATCH);
        assertThat(count(jdbc, "select count(*) from live_event where type = 'run.completed'"))
                .isEqualTo(events);
    }

    private static long count(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
