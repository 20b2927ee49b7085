package io.weir.ingest.source.kafka;

import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.jspecify.annotations.Nullable;

/**
 * When brokers last answered a consumer. One that hears nothing any more waits without a word; but somebody who is asked for
 * records that there are none of answers, too, within half a second. Used by one thread.
 */
final class KafkaAnswers {

    private static final String FETCHES = "fetch-total";
    private static final String GROUP = "consumer-fetch-manager-metrics";

    private final Consumer<?, ?> consumer;
    private @Nullable Metric counter;
    private @Nullable Object counted;
    private long heardNanos = System.nanoTime();

    KafkaAnswers(Consumer<?, ?> consumer) {
        this.consumer = consumer;
    }

    /** By {@link System#nanoTime}, as of some questions ago. */
    long heardNanos() {
        Metric fetches = counter == null ? find() : counter;
        counter = fetches;
        Object now = fetches == null ? null : fetches.metricValue();
        if (!Objects.equals(now, counted)) {
            counted = now;
            heardNanos = System.nanoTime();
        }
        return heardNanos;
    }

    private @Nullable Metric find() {
        return consumer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals(FETCHES)
                        && metric.getKey().group().equals(GROUP)
                        && !metric.getKey().tags().containsKey("topic"))
                .findFirst()
                .<Metric>map(metric -> metric.getValue())
                .orElse(null);
    }
}
