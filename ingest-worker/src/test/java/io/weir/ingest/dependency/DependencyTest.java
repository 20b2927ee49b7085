package io.weir.ingest.dependency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What dependencies do to those who call them, and what is kept from them meanwhile. */
class DependencyTest {

    private static final int PLACES = 3;
    private static final Duration WAIT = Duration.ofMillis(200);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Longer than any test takes. */
    private static final Duration LONG = Duration.ofMinutes(5);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
    private final BulkheadRegistry bulkheads = BulkheadRegistry.ofDefaults();
    private final RetryRegistry retries = RetryRegistry.ofDefaults();
    private final Dependencies dependencies = dependencies(WAIT, Duration.ofMillis(300));
    private final Dependency dependency = dependencies.store("schemas");
    private FaultyServer server;

    @BeforeEach
    void start() throws IOException {
        server = new FaultyServer();
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        server.close();
    }

    private Dependencies dependencies(Duration longestWait, Duration pause) {
        return new Dependencies(
                new DependencySettings(
                        PLACES,
                        longestWait,
                        5,
                        Duration.ofMinutes(1),
                        pause,
                        pause.multipliedBy(2),
                        3,
                        Duration.ofMillis(10)),
                breakers,
                bulkheads,
                retries);
    }

    private static <T> List<Future<T>> all(ExecutorService threads, int times, Callable<T> call) {
        List<Future<T>> calls = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            calls.add(threads.submit(call));
        }
        return calls;
    }

    private void failUntilSpared(Dependency failing) {
        server.answerWith(503);
        await().until(() -> {
            try {
                assertThat(server.ask(failing)).isEqualTo(503);
                return false;
            } catch (DependencyAwayException away) {
                return true;
            }
        });
    }

    @Test
    void whatHadNoAnswerIsAskedAgainAndToldOnceOnly() throws Exception {
        server.breakNext(2);
        assertThat(server.ask(dependency)).isEqualTo(200);
        assertThat(server.calls()).isEqualTo(3);

        server.breakNext(1);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> server.tell(dependency, LONG));
        assertThat(server.calls()).isEqualTo(4);
        assertThat(server.tell(dependency, LONG)).isEqualTo(200);
    }

    /** Twice as long would hold what waits for it twice as long. */
    @Test
    void whatHadNoAnswerInItsWholeTimeIsNotAskedAgain() {
        server.hold();
        AtomicInteger asked = new AtomicInteger();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> dependency.<Integer, Exception>ask(() -> {
                    asked.incrementAndGet();
                    return server.tell(dependencies.store("other"), WAIT);
                }));
        assertThat(asked).hasValue(1);
    }

    /** Among them what one request alone meets in a server that is there. */
    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 422, 429, 500})
    void whoRefusesIsThereAndNeitherSparedNorAskedTwice(int status) throws Exception {
        server.answerWith(status);
        for (int i = 0; i < 20; i++) {
            assertThat(server.ask(dependency)).isEqualTo(status);
        }
        assertThat(server.calls()).isEqualTo(20);
        assertThat(dependency.isDoubtful()).isFalse();
    }

    @Test
    void whoIsAwayIsLeftAloneAndSaidToBeUntilWhenAndOthersNoticeNothing() throws Exception {
        Dependencies sparing = dependencies(WAIT, LONG);
        Dependency spared = sparing.store("spared");
        failUntilSpared(spared);
        assertThat(server.calls()).isEqualTo(5);

        List<Future<Integer>> calls = all(threads, 50, () -> server.ask(spared));
        for (Future<Integer> call : calls) {
            assertThat(call)
                    .failsWithin(PATIENCE)
                    .withThrowableOfType(Exception.class)
                    .satisfies(failed -> {
                        DependencyAwayException away =
                                DependencyAwayException.in(failed).orElseThrow();
                        assertThat(away)
                                .hasMessageContaining("store spared did not answer lately, and is called again at ");
                        assertThat(away).hasMessageContaining("(it answers with status 503)");
                        assertThat(away.until()).isAfter(Instant.now());
                    });
        }
        assertThat(server.calls()).isEqualTo(5);
        try (FaultyServer other = new FaultyServer()) {
            assertThat(other.ask(sparing.store("other"))).isEqualTo(200);
        }
    }

    @Test
    void oneCallFindsOutWhetherItIsBackAndThenAllGoOn() throws Exception {
        failUntilSpared(dependency);
        int made = server.calls();
        server.answerWith(200);
        server.hold();

        await().until(() -> {
            threads.submit(() -> server.ask(dependency));
            return server.calls() > made;
        });
        for (Future<Integer> call : all(threads, 20, () -> server.ask(dependency))) {
            assertThat(call).failsWithin(PATIENCE);
        }
        assertThat(server.calls()).isEqualTo(made + 1);
        server.release();

        await().until(() -> !dependency.isDoubtful());
        for (int i = 0; i < 20; i++) {
            assertThat(server.ask(dependency)).isEqualTo(200);
        }
    }

    @Test
    void whoIsSlowIsWaitedForByNobodyElse() throws Exception {
        Dependencies patient = dependencies(LONG, LONG);
        Dependency slow = patient.store("slow");
        server.hold();
        List<Future<Integer>> calls = all(threads, 4 * PLACES, () -> server.ask(slow));
        await().until(() -> server.present() == PLACES);

        try (FaultyServer other = new FaultyServer()) {
            for (int i = 0; i < 20; i++) {
                assertThat(other.ask(patient.store("other"))).isEqualTo(200);
            }
        }
        // One that had waited for a place would have waited as long as these do.
        assertThat(calls).noneMatch(Future::isDone);
    }

    @Test
    void whoIsSlowHoldsSoManyThreads() throws Exception {
        server.hold();
        List<Future<Integer>> calls = all(threads, 4 * PLACES, () -> server.ask(dependency));
        await().until(() -> calls.stream().filter(Future::isDone).count() == 3 * PLACES);
        // Who has a place may still be on its way.
        await().until(() -> server.present() == PLACES);
        assertThat(server.mostAtOnce()).isEqualTo(PLACES);
        assertThat(dependency.isDoubtful()).isFalse();
        server.release();
        await().until(() -> calls.stream().allMatch(Future::isDone));
        assertThat(server.ask(dependency)).isEqualTo(200);
    }

    @Test
    void whoIsStoppedWaitsNoLongerAndBlamesNobody() throws Exception {
        Dependencies patient =
                new Dependencies(new DependencySettings(1, LONG, 1, Duration.ofMinutes(1), LONG, LONG, 2, LONG));
        Dependency waited = patient.store("waited");
        server.hold();
        Future<Integer> inside = threads.submit(() -> server.ask(waited));
        await().until(() -> server.present() == 1);
        Thread queued = stopped(() -> server.ask(waited));
        await().until(() -> !queued.isAlive());
        inside.cancel(true);
        server.release();
        await().until(() -> server.present() == 0);
        assertThat(waited.isDoubtful()).isFalse();

        server.breakNext(1);
        Dependency unanswered = patient.store("unanswered", failed -> false);
        Thread pausing = new Thread(() -> {
            try {
                server.ask(unanswered);
            } catch (IOException | InterruptedException | RuntimeException ended) {
                Thread.currentThread().interrupt();
            }
        });
        int made = server.calls();
        pausing.start();
        await().until(() -> server.calls() > made && pausing.getState() == Thread.State.TIMED_WAITING);
        pausing.interrupt();
        await().until(() -> !pausing.isAlive());
        assertThat(server.calls()).isEqualTo(made + 1);
    }

    private static Thread stopped(Callable<Integer> call) throws InterruptedException {
        Thread thread = new Thread(() -> {
            try {
                call.call();
            } catch (Exception ended) {
                assertThat(DependencyAwayException.in(ended)).isPresent();
            }
        });
        thread.start();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        thread.interrupt();
        return thread;
    }

    /** So that a stream that breaks again and again spares its broker too. */
    @Test
    void whatIsMetElsewhereCountsAsWell() {
        Dependency broker = dependencies.store("broker");
        for (int i = 0; i < 5; i++) {
            broker.failed(new IOException("reset"));
        }
        assertThatExceptionOfType(DependencyAwayException.class)
                .isThrownBy(() -> server.ask(broker))
                .withMessageContaining("store broker did not answer lately")
                .withMessageContaining("(IOException)");
        assertThat(server.calls()).isZero();
    }

    private SimpleMeterRegistry meters() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        DependencyConfiguration parts = new DependencyConfiguration();
        parts.breakerMetrics(breakers).bindTo(meters);
        parts.bulkheadMetrics(bulkheads).bindTo(meters);
        parts.retryMetrics(retries).bindTo(meters);
        return meters;
    }

    @Test
    void metricsTellStateCallsAndRetriesOfEach() throws Exception {
        SimpleMeterRegistry meters = meters();
        // Its pause is not over when the state is read.
        Dependency spared = dependencies(WAIT, LONG).store("spared");
        server.breakNext(1);
        server.ask(spared);
        failUntilSpared(spared);

        assertThat(meters.get("resilience4j.circuitbreaker.state")
                        .tags("name", "store spared", "state", "open")
                        .gauge()
                        .value())
                .isOne();
        assertThat(meters.get("resilience4j.circuitbreaker.calls")
                        .tags("name", "store spared", "kind", "failed")
                        .timer()
                        .count())
                .isPositive();
        assertThat(meters.get("resilience4j.retry.calls")
                        .tags("name", "store spared", "kind", "successful_with_retry")
                        .functionCounter()
                        .count())
                .isOne();
        assertThat(meters.get("resilience4j.bulkhead.available.concurrent.calls")
                        .tags("name", "store spared")
                        .gauge()
                        .value())
                .isEqualTo(PLACES);
    }

    @Test
    void ofAStoreThatIsForgottenNothingIsTold() throws Exception {
        SimpleMeterRegistry meters = meters();
        dependencies.service("schemas");
        failUntilSpared(dependency);
        assertThat(dependencies.stores()).containsExactly("schemas");

        dependencies.forgetStore("schemas");
        dependencies.forgetStore("schemas");

        assertThat(dependencies.stores()).isEmpty();
        assertThat(meters.find("resilience4j.circuitbreaker.state").gauges())
                .extracting(gauge -> gauge.getId().getTag("name"))
                .containsOnly("schemas");
        assertThat(meters.getMeters())
                .noneMatch(meter -> "store schemas".equals(meter.getId().getTag("name")));
        server.answerWith(200);
        assertThat(server.ask(dependencies.store("schemas"))).isEqualTo(200);
        assertThat(meters.get("resilience4j.circuitbreaker.state")
                        .tags("name", "store schemas", "state", "closed")
                        .gauge()
                        .value())
                .isOne();
    }

    /** A store can be removed and made as one of another kind; who uses it says by what it is away. */
    @Test
    void whatIsAnOutageIsSaidByWhoAskedLast() {
        Dependency first = dependencies.store("changed", failed -> false);
        dependencies.store("changed", failed -> failed instanceof IllegalStateException);
        for (int i = 0; i < 5; i++) {
            first.failed(new IllegalStateException("away"));
        }

        assertThat(first.isDoubtful()).isTrue();
    }

    @Test
    void aSettingThatCannotBeIsNamed() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new DependencySettings(
                        0, WAIT, 5, WAIT, WAIT, WAIT, 3, Duration.ofMillis(TimeUnit.SECONDS.toMillis(1))))
                .withMessage("weir.ingest.dependencies.calls-at-once must be 1 or more, not 0");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new DependencySettings(
                        1, WAIT, 5, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(1), 3, WAIT))
                .withMessage("weir.ingest.dependencies.longest-pause must be first-pause or more, not PT1S");
    }
}
