package io.weir.platform.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Anybody may ask how the platform is, as often as they like and when it is worst. */
class HealthReportTest {

    private final TestService service = new TestService();
    private final TestDatabase database = TestDatabase.create("platform");
    private final HikariDataSource pool = new HikariDataSource();
    private HealthReport report;

    @BeforeEach
    void connect() {
        pool.setJdbcUrl(database.jdbcUrl());
        pool.setUsername(database.username());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(1);
        pool.setConnectionTimeout(60_000);
        URI uri = service.uri();
        report = new HealthReport(new ServiceLocations(uri, uri, uri, uri), pool);
    }

    @AfterEach
    void close() {
        pool.close();
        service.close();
        database.close();
    }

    @Test
    void whoeverWaitsForTheDatabaseIsWaitedForNoLongerThanTheOthers() throws SQLException {
        try (Connection onlyOne = pool.getConnection()) {
            long start = System.nanoTime();
            PlatformHealth health = report.now();

            assertThat(onlyOne.isClosed()).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
            assertThat(health.services().get("platform-api").status()).isEqualTo(Status.DOWN);
            assertThat(health.services().get("metadata-service").status()).isEqualTo(Status.UP);
        }
    }

    @Test
    void whoAsksMeanwhileIsToldTheSame() {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch answers = new CountDownLatch(1);
        service.on("/actuator/health", exchange -> {
            asked.incrementAndGet();
            try {
                answers.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            TestService.healthy(exchange);
        });
        List<Thread> callers =
                Stream.generate(() -> new Thread(report::now)).limit(60).toList();
        callers.forEach(Thread::start);
        await().until(() -> callers.stream()
                .allMatch(caller ->
                        caller.getState() == Thread.State.WAITING || caller.getState() == Thread.State.TERMINATED));
        answers.countDown();
        await().until(() -> callers.stream().noneMatch(Thread::isAlive));

        // Three services each time, and a busy machine may take longer than one question does.
        assertThat(asked.get()).isBetween(3, 60);
    }
}
