package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Gauges that come and go while Prometheus asks for them. */
class KeyedGaugesTest {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final KeyedGauges<String> gauges =
            new KeyedGauges<>(MultiGauge.builder("weir.test").register(registry), name -> Tags.of("name", name));

    @Test
    void eachKeyHasItsLastNumberAndGoesWhenItIsNotShown() {
        gauges.show(Map.of("a", 1.0, "b", 2.0));
        gauges.show(Map.of("a", 3.0, "c", 4.0));
        assertThat(registry.scrape())
                .contains("weir_test{name=\"a\"} 3.0", "weir_test{name=\"c\"} 4.0")
                .doesNotContain("name=\"b\"");
        gauges.show(Map.of());
        assertThat(registry.scrape()).doesNotContain("weir_test");
        gauges.show(Map.of("a", 5.0));
        assertThat(registry.scrape()).contains("weir_test{name=\"a\"} 5.0");
    }

    /** A gauge that was made anew was found twice some time, and the whole scrape failed. */
    @Test
    void noScrapeFindsAKeyTwiceOrNotAtAll() {
        gauges.show(Map.of("stays", 0.0));
        AtomicBoolean ended = new AtomicBoolean();
        CompletableFuture<Void> updates = CompletableFuture.runAsync(() -> {
            for (double number = 0; !ended.get(); number++) {
                gauges.show(number % 2 == 0 ? Map.of("stays", number) : Map.of("stays", number, "other", number));
            }
        });
        try {
            for (int scrape = 0; scrape < 20_000; scrape++) {
                assertThat(registry.scrape()).containsOnlyOnce("weir_test{name=\"stays\"}");
            }
        } finally {
            ended.set(true);
        }
        updates.join();
    }
}
