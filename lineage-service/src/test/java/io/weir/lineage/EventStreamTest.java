package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.weir.lineage.live.Announcement;
import io.weir.lineage.live.LiveEvent;
import io.weir.lineage.live.LiveEvents;
import io.weir.lineage.openlineage.EventJson;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Listeners miss nothing, see nothing twice, and hold nobody up. */
class EventStreamTest {

    private static final String BROADCAST = "/api/v1/events/broadcast";
    private static final int SLOW_READERS = 500;
    private static final int LISTENERS = SLOW_READERS + 50;
    private static TestService service;
    private final UUID run = UUID.randomUUID();

    @BeforeAll
    static void start() {
        service = new TestService("--weir.lineage.live.heartbeat=300ms", "--weir.lineage.live.listeners=" + LISTENERS);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aRunIsToldAsItGoes() {
        try (SseReader reader = new SseReader(service, "?events=run.started,run.c*&runId=" + run)) {
            service.post("/api/v1/lineage", TestEvents.run("START", UUID.randomUUID(), "other", 0));
            for (String type : List.of("START", "RUNNING", "COMPLETE")) {
                service.post("/api/v1/lineage", TestEvents.run(type, run, "told", 1));
            }
            JsonNode started = reader.next();
            assertThat(started.path("event_type").stringValue()).isEqualTo("run.started");
            assertThat(started.path("run_id").stringValue()).isEqualTo(run.toString());
            assertThat(started.path("data").path("job").path("name").stringValue())
                    .isEqualTo("told");
            assertThat(reader.next().path("event_type").stringValue()).isEqualTo("run.completed");
        }
    }

    @Test
    void aJobIsListenedToByName() {
        try (SseReader reader = new SseReader(service, "?job=listened%20to")) {
            service.post("/api/v1/lineage", TestEvents.run("START", UUID.randomUUID(), "other", 0));
            service.post("/api/v1/lineage", TestEvents.run("START", run, "listened to", 0));
            assertThat(reader.next().path("run_id").stringValue()).isEqualTo(run.toString());
        }
    }

    @Test
    void aBroadcastReachesWhomItIsFor() {
        try (SseReader all = new SseReader(service, "?events=greeting");
                SseReader one = new SseReader(service, "?events=greeting&clientId=one")) {
            assertThat(broadcast("greeting", Map.of("n", 1), List.of("one")).status())
                    .isEqualTo(201);
            assertThat(broadcast("greeting", Map.of("n", 2), List.of()).status())
                    .isEqualTo(201);
            assertThat(number(one.next())).isEqualTo(1);
            assertThat(number(one.next())).isEqualTo(2);
            assertThat(number(all.next())).isEqualTo(2);
        }
    }

    @Test
    void whatComesBackMissesNothingAndSeesNothingTwice() {
        long begin = place(broadcast("resume", Map.of("n", 0), List.of()));
        IntStream.range(1, 1500).forEach(n -> service.bean(TransactionTemplate.class)
                .executeWithoutResult(status -> service.bean(LiveEvents.class)
                        .append(List.of(
                                new Announcement("resume", null, null, List.of(), EventJson.tree(Map.of("n", n)))))));
        try (SseReader reader = new SseReader(service, "?events=resume", "Last-Event-ID: " + begin);
                SseReader parameter = new SseReader(service, "?events=resume&lastEventId=" + begin)) {
            for (int n = 1; n < 1500; n++) {
                assertThat(number(reader.next())).isEqualTo(n);
                assertThat(number(parameter.next())).isEqualTo(n);
            }
            broadcast("resume", Map.of("n", 1500), List.of());
            assertThat(number(reader.next())).isEqualTo(1500);
        }
    }

    /** After a quiet day all that is kept is old, and who comes back must be told that something is missing. */
    @Test
    void theEndOfTheLogIsKnownThoughAllOfItIsOld() {
        long place = place(broadcast("quiet", Map.of("n", 1), List.of()));
        long last = place(broadcast("quiet", Map.of("n", 2), List.of()));
        service.jdbc().sql("update live_event set at = at - interval '2 days'").update();
        LiveEvents events = service.bean(LiveEvents.class);
        events.dropOld();

        assertThat(events.last()).isGreaterThanOrEqualTo(last);
        assertThat(events.dropped()).isGreaterThanOrEqualTo(place).isLessThanOrEqualTo(events.last());
        assertThat(events.dropOld()).isZero();
    }

    @Test
    void whatAnotherProcessCommitsIsToldToo() {
        try (SseReader reader = new SseReader(service, "?events=elsewhere")) {
            service.jdbc()
                    .sql("insert into live_event (type, data) values ('elsewhere', '{\"n\":7}')")
                    .update();
            assertThat(number(reader.next())).isEqualTo(7);
        }
    }

    @Test
    void silenceHasHeartbeats() {
        try (SseReader reader = new SseReader(service, "?events=never")) {
            reader.heartbeat();
            reader.heartbeat();
        }
    }

    @Test
    void numbersBecomeVisibleInTheirOrder() throws Exception {
        LiveEvents events = service.bean(LiveEvents.class);
        TransactionTemplate transactions = service.bean(TransactionTemplate.class);
        CountDownLatch appended = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Future<Long> first = threads.submit(() -> transactions.execute(status -> {
            long number = events.append(List.of(announcement()));
            appended.countDown();
            await(release);
            return number;
        }));
        appended.await();
        Future<Long> second =
                threads.submit(() -> transactions.execute(status -> events.append(List.of(announcement()))));
        long before = events.last();
        assertThat(events.after(before, 10)).isEmpty();
        release.countDown();
        assertThat(second.get()).isGreaterThan(first.get());
        assertThat(events.after(before, 10).stream().map(LiveEvent::sequence).toList())
                .contains(first.get(), second.get())
                .isSorted();
        threads.shutdown();
    }

    @Test
    void slowReadersHoldNobodyUp() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try (SseReader fast = new SseReader(service, "?events=flood")) {
            String data = "x".repeat(20_000);
            for (int reader = 0; reader < SLOW_READERS; reader++) {
                slow.add(SseReader.open(service, ""));
            }
            long begun = System.nanoTime();
            for (int n = 0; n < 60; n++) {
                assertThat(broadcast("flood", Map.of("n", n, "data", data), List.of())
                                .status())
                        .isEqualTo(201);
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            for (int n = 0; n < 60; n++) {
                assertThat(number(fast.next())).isEqualTo(n);
            }
            System.out.printf(
                    "broadcast to %d readers that do not read: %.1f ms each%n", SLOW_READERS, seconds * 1000 / 60);
            // Were each of them waited for but a second, once.
            assertThat(seconds).isLessThan(SLOW_READERS);
            double beside = intake();
            for (Socket socket : slow) {
                socket.close();
            }
            double alone = intake();
            System.out.printf("intake beside them: %.2f of %.0f events/s%n", beside / alone, alone);
            // They cost the processor something, and the machine may do other things in between.
            assertThat(beside / alone).isGreaterThan(0.1);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
            Awaitility.await().until(() -> listeners() == 0);
        }
    }

    /** An answer that does not end would keep its reader waiting for the rest of it. */
    @Test
    void oneTooManyIsToldSoInAWholeAnswer() throws IOException {
        List<Socket> open = new ArrayList<>();
        try {
            String status = "";
            while (!status.contains(" 503")) {
                assertThat(open).as("listeners that were let in").hasSizeLessThanOrEqualTo(LISTENERS);
                Socket next = SseReader.open(service, "");
                open.add(next);
                next.setSoTimeout(60_000);
                status = new String(next.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
            }
            String rest = new String(open.get(open.size() - 1).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(rest).contains("Retry-After: ", "application/problem+json", "\"status\":503");
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
            Awaitility.await().until(() -> listeners() == 0);
        }
    }

    private static double listeners() {
        return service.bean(MeterRegistry.class)
                .get("weir.lineage.listeners")
                .gauge()
                .value();
    }

    /** OpenLineage events a second, one after the other, in the best of ten tries. */
    private static double intake() {
        double best = 0;
        for (int attempt = 0; attempt < 10; attempt++) {
            long begun = System.nanoTime();
            for (int number = 0; number < 25; number++) {
                var answer =
                        service.post("/api/v1/lineage", TestEvents.run("START", UUID.randomUUID(), "slow", number));
                assertThat(answer.status()).isEqualTo(201);
            }
            best = Math.max(best, 25 / ((System.nanoTime() - begun) / 1e9));
        }
        return best;
    }

    @Test
    void nonsenseIsRefused() {
        assertThat(service.send(service.request("/api/v1/events/stream")
                                .header("Last-Event-ID", "x")
                                .GET())
                        .status())
                .isEqualTo(422);
        assertThat(broadcast("no name", Map.of(), List.of()).status()).isEqualTo(422);
        assertThat(broadcast("name", Map.of(), List.of("a\nb")).status()).isEqualTo(422);
        assertThat(broadcast("name", Map.of("x", "y".repeat(300_000)), List.of())
                        .status())
                .isEqualTo(413);
        assertThat(service.post(BROADCAST, Map.of()).status()).isIn(400, 422);
    }

    private static TestService.Answer broadcast(String type, Map<String, Object> data, List<String> targets) {
        return service.post(BROADCAST, Map.of("event_type", type, "data", data, "target_clients", targets));
    }

    private static long place(TestService.Answer answer) {
        return answer.json().path("event_id").longValue();
    }

    private static int number(JsonNode event) {
        return event.path("data").path("n").intValue();
    }

    private static Announcement announcement() {
        return new Announcement("ordered", null, null, List.of(), EventJson.tree(Map.of()));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
