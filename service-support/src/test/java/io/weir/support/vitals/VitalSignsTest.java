package io.weir.support.vitals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.weir.support.vitals.Part.Kind;
import io.weir.test.TestDatabase;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VitalSignsTest {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(10),
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(10)
    };
    private static final Offset<Double> EXACT = within(1e-9);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final VitalSigns signs = signs(null, null);

    private VitalSigns signs(Pool pool, DatabaseProbe database) {
        return new VitalSigns(
                new CallTimers(registry, "GET /orders/progress"::equals),
                pool,
                database,
                new OpenBreakers(registry),
                Clock.systemUTC());
    }

    private void calls(String path, int status, int count, Duration each) {
        Timer timer = Timer.builder("http.server.requests")
                .tags("method", "GET", "uri", path, "status", Integer.toString(status))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        for (int call = 0; call < count; call++) {
            timer.record(each);
        }
    }

    private static Part part(Vitals vitals, Kind kind) {
        return vitals.parts().stream()
                .filter(part -> part.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anOperationHasItsCountItsSuccessAndItsPercentiles() {
        calls("/orders", 200, 90, Duration.ofMillis(5));
        calls("/orders", 500, 10, Duration.ofMillis(50));
        calls("/customers", 404, 1, Duration.ofMillis(5));

        assertThat(signs.ask().operations())
                .satisfiesExactly(
                        orders -> {
                            assertThat(orders.operation()).isEqualTo("GET /orders");
                            assertThat(orders.calls()).isEqualTo(100);
                            assertThat(orders.successRate()).isCloseTo(0.9, EXACT);
                            assertThat(orders.p50Millis()).isCloseTo(10.0 * 50 / 90, EXACT);
                            assertThat(orders.p95Millis()).isCloseTo(10 + 90 * 5 / 10.0, EXACT);
                            assertThat(orders.p99Millis()).isCloseTo(10 + 90 * 9 / 10.0, EXACT);
                        },
                        customers -> assertThat(customers.successRate())
                                .as("a caller's mistake is none of the service")
                                .isEqualTo(1));
    }

    @Test
    void whatIsOlderThanTheWindowIsForgotten() {
        calls("/orders", 500, 100, Duration.ofSeconds(20));
        assertThat(signs.ask().level()).isEqualTo(Level.CRITICAL);
        long looks = VitalSigns.WINDOW.dividedBy(VitalSigns.INTERVAL);
        for (int look = 0; look < looks; look++) {
            signs.take();
        }
        assertThat(signs.ask().level()).isEqualTo(Level.HEALTHY);
        assertThat(signs.ask().operations()).isEmpty();
        assertThat(signs.ask().points()).hasSize((int) looks);
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 0, 5, HEALTHY",
        "990, 10, 5, WARNING",
        "950, 50, 5, UNHEALTHY",
        "500, 500, 5, CRITICAL",
        "1, 1, 5, HEALTHY",
        "1000, 0, 9000, UNHEALTHY",
        "1000, 0, 1100, WARNING",
    })
    void theLevelIsThatOfFailuresAndOfSlowness(int good, int failed, int millis, Level level) {
        calls("/orders", 200, good, Duration.ofMillis(millis));
        calls("/orders", 503, failed, Duration.ofMillis(millis));

        assertThat(part(signs.ask(), Kind.PERFORMANCE).level()).isEqualTo(level);
    }

    @Test
    void whatWaitsForItsCallerIsNotSlow() {
        calls("/orders/progress", 200, 100, Duration.ofSeconds(9));
        assertThat(signs.ask().level()).isEqualTo(Level.HEALTHY);
        calls("/customers/progress", 200, 100, Duration.ofSeconds(9));
        assertThat(signs.ask().level())
                .as("whose path ends as that of one that waits")
                .isNotEqualTo(Level.HEALTHY);
    }

    @ParameterizedTest
    @CsvSource({"5, 500, WORSENING", "500, 5, IMPROVING", "5, 5, STEADY", "1, 9, STEADY"})
    void theTrendIsTheLaterHalfBesideTheEarlierOne(int earlier, int later, Trend trend) {
        calls("/orders", 200, 50, Duration.ofMillis(earlier));
        signs.take();
        calls("/orders", 200, 50, Duration.ofMillis(later));
        assertThat(signs.ask().trend()).isEqualTo(trend);
    }

    @Test
    void aDependencyThatIsSparedIsNamed() {
        AtomicInteger open = new AtomicInteger(1);
        Gauge.builder("resilience4j.circuitbreaker.state", open, AtomicInteger::get)
                .tags("name", "kafka lake", "state", "open")
                .register(registry);
        assertThat(part(signs.ask(), Kind.DEPENDENCIES))
                .isEqualTo(
                        new Part(Kind.DEPENDENCIES, Level.UNHEALTHY, "These are spared, for they failed: kafka lake"));
        open.set(0);
        assertThat(part(signs.ask(), Kind.DEPENDENCIES).level()).isEqualTo(Level.HEALTHY);
    }

    @Test
    void aPoolIsBusyFullOrWaitedForInVain() throws Exception {
        try (TestDatabase database = TestDatabase.create("vitals");
                HikariDataSource source = pool(database)) {
            VitalSigns watched =
                    signs(new Pool(source, registry), new DatabaseProbe(source, ForkJoinPool.commonPool()));
            try (Connection warm = source.getConnection()) {
                assertThat(warm.isValid(1)).isTrue();
            }
            // An answer of the database is told to be slow after a tenth of a second.
            await().untilAsserted(() -> assertThat(watched.ask().level()).isEqualTo(Level.HEALTHY));
            // The second one is made beside.
            await().until(() -> source.getHikariPoolMXBean().getIdleConnections() == 2);
            try (Connection first = source.getConnection();
                    Connection second = source.getConnection()) {
                assertThat(first.isValid(1) && second.isValid(1)).isTrue();
                Part busy = part(watched.ask(), Kind.POOL);
                assertThat(busy.level()).isGreaterThanOrEqualTo(Level.WARNING);
                assertThat(busy.detail()).startsWith("2 of 2 connections are in use");
                Vitals waited =
                        await().until(watched::ask, asked -> asked.pool().timeouts() > 0);
                assertThat(part(waited, Kind.DATABASE).level()).isEqualTo(Level.CRITICAL);
                assertThat(part(waited, Kind.POOL).level()).as("%s", waited).isEqualTo(Level.CRITICAL);
                assertThat(waited.level()).isEqualTo(Level.CRITICAL);
            }
        }
    }

    private HikariDataSource pool(TestDatabase database) {
        HikariDataSource source = new HikariDataSource();
        source.setJdbcUrl(database.jdbcUrl());
        source.setUsername(database.username());
        source.setPassword(database.password());
        source.setMaximumPoolSize(2);
        source.setConnectionTimeout(300);
        source.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(registry));
        return source;
    }
}
