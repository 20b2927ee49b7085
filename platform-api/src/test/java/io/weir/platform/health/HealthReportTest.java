package io.weir.platform.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.weir.platform.TestService;
import io.weir.platform.health.ServiceHealth.Status;
import io.weir.support.services.ServiceLocations;
import io.weir.test.TestDatabase;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Anybody may ask how the platform is, as often as they like and when it is worst. */
class HealthReportTest {

    private static final Executor NEW_THREAD = task -> new Thread(task).start();

    private final TestService service = new TestService();
    private final TestDatabase database = TestDatabase.create("platform");
    private final HikariDataSource pool = new HikariDataSource();

    @BeforeEach
    void connect() {
        pool.setJdbcUrl(database.jdbcUrl());
        pool.setUsername(database.username());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(1);
        pool.setConnectionTimeout(60_000);
    }

    @AfterEach
    void close() {
        pool.close();
        service.close();
        database.close();
    }

    /** One that waits for the other services as long as they take, so that it depends on no machine's speed. */
    private HealthReport patient() {
        return reportWithin(Duration.ofMinutes(5));
    }

    private HealthReport reportWithin(Duration patience) {
        URI uri = service.uri();
        return new HealthReport(new ServiceLocations(uri, uri, uri, uri), pool, patience);
    }

    @Test
    void whoeverWaitsForTheDatabaseIsWaitedForNoLongerThanTheOthers() throws SQLException {
        try (Connection onlyOne = pool.getConnection()) {
            PlatformHealth health = patient().now();

            assertThat(onlyOne.isClosed()).isFalse();
            assertThat(health.services().get("platform-api").status()).isEqualTo(Status.DOWN);
            assertThat(health.services().get("metadata-service").status()).isEqualTo(Status.UP);
        }
    }

    @Test
    void whileTheDatabaseIsWaitedForNoOtherThreadBeginsTo() throws SQLException {
        HealthReport report = patient();
        try (Connection onlyOne = pool.getConnection()) {
            report.now();
            Awaitility.await().until(() -> waitingForTheDatabase() == 1);
            report.now();

            assertThat(onlyOne.isClosed()).isFalse();
            assertThat(waitingForTheDatabase()).isEqualTo(1);
        }
    }

    private int waitingForTheDatabase() {
        return pool.getHikariPoolMXBean().getThreadsAwaitingConnection();
    }

    @Test
    void anAnswerThatBeginsAndDoesNotEndIsWaitedForNoLonger() {
        CountDownLatch ends = new CountDownLatch(1);
        service.on("/actuator/health", exchange -> {
            exchange.sendResponseHeaders(200, 7);
            exchange.getResponseBody().flush();
            await(ends);
        });
        try {
            var asked = CompletableFuture.supplyAsync(reportWithin(Duration.ofMillis(100))::now, NEW_THREAD);

            assertThat(asked).succeedsWithin(Duration.ofSeconds(30)).satisfies(health -> assertThat(
                            health.services().get("metadata-service").detail())
                    .isEqualTo("It does not answer in time"));
        } finally {
            ends.countDown();
        }
    }

    @Test
    void whoAsksMeanwhileIsToldTheSame() {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch answers = new CountDownLatch(1);
        service.on("/actuator/health", exchange -> {
            asked.incrementAndGet();
            await(answers);
            TestService.healthy(exchange);
        });
        HealthReport report = patient();
        Queue<PlatformHealth> told = new ConcurrentLinkedQueue<>();
        List<Thread> callers = Stream.generate(() -> new Thread(() -> told.add(report.now())))
                .limit(60)
                .toList();
        callers.forEach(Thread::start);
        Awaitility.await().until(() -> asked.get() >= 3);
        Awaitility.await().until(() -> callers.stream().allMatch(caller -> caller.getState() == Thread.State.WAITING));
        answers.countDown();
        Awaitility.await().until(() -> callers.stream().noneMatch(Thread::isAlive));

        assertThat(asked).as("each service once").hasValue(3);
        assertThat(told).hasSize(60).allSatisfy(health -> assertThat(health).isSameAs(told.peek()));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
