package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.lineage.retention.EventSpan;
import io.weir.lineage.retention.EventSpans;
import io.weir.lineage.retention.Retention;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events go where their span is, and with it. */
class EventSpansTest {

    private static TestService service;
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    @BeforeAll
    static void start() {
        service = new TestService("--weir.lineage.retention.keep=7d");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void clear() {
        spans().all().forEach(spans()::drop);
        service.jdbc().sql("truncate event").update();
    }

    @Test
    void aSweepMakesPartitionsAheadAndDropsOldOnesWhole() {
        EventSpan old = day(-20);
        EventSpan within = day(-3);
        assertThat(spans().add(old)).isTrue();
        assertThat(spans().add(within)).isTrue();
        take(old.begin());
        take(old.begin().minusSeconds(1));
        take(within.begin());

        service.bean(Retention.class).sweep();
        take(Instant.now());

        assertThat(spans().all()).containsExactly(within, day(0), day(1), day(2));
        assertThat(tables()).containsExactly(name(within), name(day(0)));
        assertThat(service.graph("job:weir:load").path("graph"))
                .as("what the events said stays")
                .isNotEmpty();
    }

    @Test
    void aSpanWithEventsGetsNoPartitionAndIsRemovedInBatches() {
        EventSpan old = day(-20);
        take(old.begin().plus(1, ChronoUnit.HOURS));

        assertThat(spans().add(old)).isFalse();
        assertThat(spans().all()).isEmpty();
        service.bean(Retention.class).sweep();

        assertThat(tables()).isEmpty();
    }

    @Test
    void replicasThatAddAndDropAtOnceAgree() {
        List<EventSpan> coming =
                IntStream.range(0, 4).mapToObj(days -> day(10 + days)).toList();
        inParallel(() -> coming.forEach(spans()::add));
        coming.forEach(span -> assertThat(spans().add(span)).isTrue());
        assertThat(spans().all()).isEqualTo(coming);

        inParallel(() -> coming.forEach(spans()::drop));
        assertThat(spans().all()).isEmpty();
    }

    @Test
    void eventsAreTakenWhilePartitionsComeAndGo() {
        CompletableFuture<Void> changes = CompletableFuture.runAsync(() -> {
            for (int round = 0; round < 10; round++) {
                spans().add(day(30));
                spans().drop(day(30));
            }
        });
        int taken = 0;
        while (!changes.isDone() || taken < 10) {
            take(Instant.now());
            taken++;
        }
        changes.join();
        assertThat(service.jdbc()
                        .sql("select count(*) from event")
                        .query(Integer.class)
                        .single())
                .isEqualTo(taken);
    }

    private static void inParallel(Runnable change) {
        CompletableFuture.allOf(IntStream.range(0, 4)
                        .mapToObj(replica -> CompletableFuture.runAsync(change))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private EventSpan day(int fromToday) {
        LocalDate from = today.plusDays(fromToday);
        return new EventSpan(from, from.plusDays(1));
    }

    private static EventSpans spans() {
        return service.bean(EventSpans.class);
    }

    private static String name(EventSpan span) {
        return ("event_" + span.from() + "_" + span.to()).replace("-", "");
    }

    private static List<String> tables() {
        return service.jdbc()
                .sql("select distinct tableoid::regclass::text from event order by 1")
                .query(String.class)
                .list();
    }

    private static void take(Instant time) {
        Map<String, Object> event = TestEvents.run("START", UUID.randomUUID(), "load", 0);
        event.put("eventTime", time.toString());
        event.put("outputs", List.of(TestEvents.dataset("s3://lake", "clean")));
        assertThat(service.post("/api/v1/lineage", event).status()).isEqualTo(201);
    }
}
