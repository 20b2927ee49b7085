package io.weir.lineage;

import io.weir.lineage.intake.Events;
import io.weir.lineage.openlineage.EventJson;
import io.weir.lineage.openlineage.EventReader;
import io.weir.lineage.openlineage.LineageEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Prints how fast intake and the graph are; run it with {@code -Dweir.speed=true} on a machine that does nothing else. */
@EnabledIfSystemProperty(named = "weir.speed", matches = "true")
class SpeedTest {

    private static final int CLIENTS = 32;
    private static final int EVENTS = 20_000;
    private static final int JOBS = 55_646;
    private static final int EDGES_A_JOB = 2;

    @Test
    void intake() throws InterruptedException {
        try (TestService service = new TestService()) {
            List<String> events =
                    IntStream.range(0, EVENTS + 2000).mapToObj(SpeedTest::event).toList();
            post(service, events.subList(0, 2000));
            long begun = System.nanoTime();
            post(service, events.subList(2000, events.size()));
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.printf(
                    "intake: %d events of %d bytes, one a request, %d clients: %.0f events/s%n",
                    EVENTS, events.get(0).length(), CLIENTS, EVENTS / seconds);
            batches(service);
        }
    }

    @Test
    void graph() {
        try (TestService service = new TestService()) {
            fill(service.bean(Events.class));
            service.jdbc().sql("analyze").update();
            System.out.printf(
                    "graph: %d jobs, %d edges%n",
                    JOBS,
                    service.jdbc()
                            .sql("select count(*) from edge")
                            .query(Long.class)
                            .single());
            measure(
                    "lineage, depth 20",
                    300,
                    number -> service.get("/api/v1/lineage?depth=20&nodeId="
                            + TestService.encode("job:weir:" + job(number * 37 % JOBS))));
            measure("jobs, first page", 100, number -> service.get("/api/v1/jobs"));
            String[] token = {""};
            measure("jobs, page after page", 500, number -> {
                var page = service.get("/api/v1/jobs" + token[0]);
                String next = page.json().path("nextPageToken").asString("");
                token[0] = next.isEmpty() ? "" : "?pageToken=" + next;
                return page;
            });
        }
    }

    private static void batches(TestService service) {
        int size = 100;
        long begun = System.nanoTime();
        for (int batch = 0; batch < 100; batch++) {
            int first = 1_000_000 + batch * size;
            List<String> events = IntStream.range(first, first + size)
                    .mapToObj(SpeedTest::event)
                    .toList();
            service.post("/api/v1/lineage/batch", "[" + String.join(",", events) + "]");
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf("intake: in batches of %d, 1 client: %.0f events/s%n", size, 100 * size / seconds);
    }

    /** Chains of some 40 jobs, each reading what two others wrote. */
    private static void fill(Events intake) {
        Random random = new Random(7);
        List<LineageEvent> group = new ArrayList<>();
        for (int number = 0; number < JOBS; number++) {
            List<Map<String, Object>> inputs = new ArrayList<>();
            int chain = number / 40 * 40;
            for (int edge = 1; edge < EDGES_A_JOB && number > chain; edge++) {
                inputs.add(TestEvents.dataset("s3://lake", "table " + (chain + random.nextInt(number - chain))));
            }
            Map<String, Object> event =
                    TestEvents.run("COMPLETE", new UUID(number, number), job(number), number % 1000);
            event.put("inputs", inputs);
            event.put("outputs", List.of(TestEvents.dataset("s3://lake", "table " + number)));
            group.add(EventReader.read(EventJson.tree(event)));
            if (group.size() == 500 || number == JOBS - 1) {
                intake.take(group);
                group.clear();
            }
        }
    }

    private static String job(int number) {
        return "team_" + number % 50 + ".pipeline.job_" + number;
    }

    private static void measure(String what, int times, java.util.function.IntFunction<TestService.Answer> call) {
        IntStream.range(0, times / 5).forEach(call::apply);
        long[] nanos = new long[times];
        long characters = 0;
        for (int number = 0; number < times; number++) {
            long begun = System.nanoTime();
            characters += call.apply(number).text().length();
            nanos[number] = System.nanoTime() - begun;
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%s: p50 %.1f ms, p95 %.1f ms, %d characters%n",
                what, nanos[times / 2] / 1e6, nanos[times * 95 / 100] / 1e6, characters / times);
    }

    private static void post(TestService service, List<String> events) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        for (int client = 0; client < CLIENTS; client++) {
            clients.execute(() -> {
                for (int event = next.getAndIncrement(); event < events.size(); event = next.getAndIncrement()) {
                    if (service.post("/api/v1/lineage", events.get(event)).status() != 201) {
                        throw new IllegalStateException("an event was refused");
                    }
                }
            });
        }
        clients.shutdown();
        clients.awaitTermination(10, TimeUnit.MINUTES);
    }

    /** Some 2.5 KB: 3 datasets of 10 columns, as START and COMPLETE of one run after the other. */
    private static String event(int number) {
        UUID run = new UUID(number / 2 + 1L, 7);
        Map<String, Object> event = new LinkedHashMap<>(
                TestEvents.run(number % 2 == 0 ? "START" : "COMPLETE", run, job(number / 2 % 1000), number));
        event.put("inputs", List.of(dataset(number / 2 % 1500), dataset(number / 2 * 7 % 1500)));
        event.put("outputs", List.of(dataset(number / 2 * 11 % 1500)));
        return EventJson.write(EventJson.tree(event));
    }

    private static Map<String, Object> dataset(int number) {
        List<Map<String, Object>> fields = IntStream.range(0, 10)
                .mapToObj(column -> Map.<String, Object>of(
                        "name", "column_number_" + column, "type", "decimal(18,2)", "description", "of " + number))
                .toList();
        return Map.of(
                "namespace",
                "s3://lake",
                "name",
                "table " + number,
                "facets",
                Map.of("schema", Map.of("fields", fields)));
    }
}
