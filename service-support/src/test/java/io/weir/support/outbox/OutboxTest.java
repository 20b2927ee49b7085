package io.weir.support.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.weir.support.access.Removal;
import io.weir.support.access.ResourceKind;
import io.weir.support.probe.ProbeService;
import io.weir.support.probe.Receiver;
import io.weir.support.request.RequestIds;
import io.weir.test.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.MDC;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class OutboxTest {

    private final Receiver receiver = new Receiver();
    private final TestDatabase database = ProbeService.database();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());

    @AfterEach
    void end() {
        receiver.close();
        database.close();
    }

    @Test
    void messagesArriveInOrderAtOnceAfterTheCommitAndAreGoneThen() {
        // A poll would come too late: what arrives was woken by the commit.
        try (var service = start("--weir.outbox.poll-interval=1h")) {
            MDC.put(RequestIds.LOGGING_KEY, "request-7");
            transaction(service, () -> {
                append(service, "a", Map.of("n", 1));
                append(service, "a", "{\"n\": 2}");
                assertThat(receiver.arrivals()).isEmpty();
            });
            MDC.clear();
            await().until(this::isEmpty);
        }
        assertThat(receiver.arrivals())
                .containsExactly(
                        new Receiver.Arrival("/api/v1/lineage", "{\"n\":1}", "request-7"),
                        new Receiver.Arrival("/api/v1/lineage", "{\"n\": 2}", "request-7"));
    }

    @Test
    void whatIsRolledBackIsNeverSent() {
        try (var service = start()) {
            assertThatThrownBy(() -> transaction(service, () -> {
                        append(service, "a", "1");
                        throw new IllegalStateException("no");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            append(service, List.of("2"));
            await().until(this::isEmpty);
        }
        assertThat(receiver.bodies()).containsExactly("2");
    }

    /** Here it is an hour ahead of this machine's. */
    @Test
    void aRemovalIsDatedByTheClockOfTheDatabase() {
        jdbc.sql("create function probe.clock_timestamp() returns timestamptz language sql"
                        + " as 'select pg_catalog.clock_timestamp() + interval ''1 hour'''")
                .update();
        try (var service = start()) {
            transaction(service, () -> {
                JdbcClient own = service.getBean(JdbcClient.class);
                own.sql("set local search_path = probe, pg_catalog").update();
                Removal.tell(service.getBean(Outbox.class), ResourceKind.TABLE, "gone");
                String told = own.sql("delete from outbox_message returning body")
                        .query(String.class)
                        .single();
                Instant removed = Instant.parse(
                        JsonMapper.shared().readTree(told).path("removedAt").asString());
                assertThat(removed).isAfter(Instant.now().plus(Duration.ofMinutes(50)));
            });
        }
    }

    @Test
    void aMessageNeedsATransaction() {
        try (var service = start()) {
            assertThatThrownBy(() -> append(service, "a", "1")).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void laterMessagesOfAKeyWaitForTheFirstAndOtherKeysDoNot() {
        // Where another key waited for this one, neither would ever arrive.
        AtomicInteger attempts = new AtomicInteger();
        receiver.answers(arrival -> arrival.body().equals("\"a1\"")
                        && (attempts.incrementAndGet() < 4 || !receiver.bodies().contains("\"b1\""))
                ? 503
                : 200);
        try (var service = start()) {
            transaction(service, () -> {
                append(service, "a", "\"a1\"");
                append(service, "a", "\"a2\"");
                append(service, "b", "\"b1\"");
            });
            await().until(this::isEmpty);
        }
        List<String> first = receiver.bodies().stream()
                .filter(body -> body.startsWith("\"a"))
                .toList();
        assertThat(first)
                .hasSize(attempts.get() + 1)
                .endsWith("\"a1\"", "\"a2\"")
                .containsOnlyOnce("\"a2\"");
    }

    @Test
    void whatIsForLaterKeepsWhatComesAfterItUntilItsTimeOrUntilItIsHastened() {
        try (var service = start("--weir.outbox.poll-interval=1h")) {
            Outbox outbox = service.getBean(Outbox.class);
            transaction(service, () -> {
                append(service, "a", "\"now\"");
                outbox.appendFor(Duration.ofHours(1), Destination.LINEAGE, "/api/v1/lineage", "a", "\"later\"");
                append(service, "a", "\"after it\"");
                append(service, "b", "\"another key\"");
            });
            // What was sent is gone with the end of the transaction that would have sent the next one, too.
            await().until(() -> count("true") == 2);
            assertThat(receiver.bodies()).containsExactlyInAnyOrder("\"now\"", "\"another key\"");
            assertThat(service.getBean(MeterRegistry.class)
                            .get("weir.outbox.waiting")
                            .gauge()
                            .value())
                    .as("what is late")
                    .isEqualTo(1);

            outbox.hasten(List.of("b", "a"));
            await().until(this::isEmpty);
        }
        assertThat(receiver.bodies()).endsWith("\"later\"", "\"after it\"");
    }

    @Test
    void whatIsRefusedIsParkedAndSeenAndTheRestGoesOn(CapturedOutput output) {
        receiver.answers(
                arrival -> arrival.body().equals("1") ? 422 : arrival.body().equals("2") ? 429 : 200);
        try (var service = start()) {
            append(service, List.of("1", "2"));
            await().until(() -> Collections.frequency(receiver.bodies(), "2") > 1);
            receiver.answers(arrival -> 200);
            await().until(() -> count("parked_at is null") == 0);

            MeterRegistry meters = service.getBean(MeterRegistry.class);
            assertThat(meters.get("weir.outbox.parked").gauge().value()).isEqualTo(1);
            assertThat(meters.get("weir.outbox.waiting").gauge().value()).isZero();
            assertThat(jdbc.sql("select last_error from outbox_message")
                            .query(String.class)
                            .single())
                    .contains("422");
            assertThat(output.getAll()).containsPattern("ERROR.*LINEAGE /api/v1/lineage is parked.*422");

            jdbc.sql("update outbox_message set parked_at = null").update();
            await().until(this::isEmpty);
        }
        assertThat(receiver.bodies()).endsWith("1");
    }

    @Test
    void twoReplicasSendEachMessageOnceAndInOrder() {
        try (var one = start();
                var other = start()) {
            List<String> numbers =
                    IntStream.range(0, 60).mapToObj(Integer::toString).toList();
            numbers.forEach(number -> {
                var service = Integer.parseInt(number) % 2 == 0 ? one : other;
                transaction(service, () -> append(service, "key" + Integer.parseInt(number) % 3, number));
            });
            await().until(this::isEmpty);
            assertThat(receiver.bodies()).containsExactlyInAnyOrderElementsOf(numbers);
            for (int key = 0; key < 3; key++) {
                int remainder = key;
                assertThat(receiver.bodies().stream().map(Integer::valueOf).filter(number -> number % 3 == remainder))
                        .isSorted();
            }
        }
    }

    @Test
    void whatWasUnderWayWhenTheServiceStoppedIsSentAgainByTheNext() {
        CountDownLatch never = new CountDownLatch(1);
        receiver.answers(arrival -> hang(never));
        // Nobody gives up waiting for the answer before the service stops.
        try (var service = start("--weir.outbox.timeout=1h")) {
            append(service, List.of("1"));
            await().until(() -> !receiver.arrivals().isEmpty());
        }
        never.countDown();
        receiver.answers(arrival -> 200);
        assertThat(count("attempts = 0")).isEqualTo(1);
        try (var next = start()) {
            assertThat(next.isRunning()).isTrue();
            await().until(this::isEmpty);
        }
        assertThat(receiver.bodies()).containsExactly("1", "1");
    }

    @Test
    void aLostConnectionIsOverlived() {
        CountDownLatch lost = new CountDownLatch(1);
        receiver.answers(arrival -> receiver.arrivals().size() > 1 ? 200 : hang(lost));
        try (var service = start("--weir.outbox.workers=1")) {
            append(service, List.of("1"));
            await().until(() -> !receiver.arrivals().isEmpty());
            jdbc.sql("select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where usename = current_user and pid <> pg_backend_pid()")
                    .query()
                    .listOfRows();
            lost.countDown();
            await().until(this::isEmpty);
        }
        assertThat(receiver.bodies()).containsExactly("1", "1");
    }

    private static int hang(CountDownLatch until) {
        try {
            until.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        return 500;
    }

    private ConfigurableApplicationContext start(String... arguments) {
        return ProbeService.run(
                database,
                Stream.concat(
                                Stream.of(
                                        receiver.argument(),
                                        "--weir.outbox.enabled=true",
                                        "--spring.main.web-application-type=none"),
                                Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private static void transaction(ConfigurableApplicationContext service, Runnable work) {
        service.getBean(TransactionTemplate.class).executeWithoutResult(transaction -> work.run());
    }

    private static void append(ConfigurableApplicationContext service, List<String> bodies) {
        transaction(service, () -> bodies.forEach(body -> append(service, "a", body)));
    }

    private static void append(ConfigurableApplicationContext service, String key, Object body) {
        service.getBean(Outbox.class).append(Destination.LINEAGE, "/api/v1/lineage", key, body);
    }

    private boolean isEmpty() {
        return count("true") == 0;
    }

    private long count(String condition) {
        return jdbc.sql("select count(*) from outbox_message where " + condition)
                .query(Long.class)
                .single();
    }
}
