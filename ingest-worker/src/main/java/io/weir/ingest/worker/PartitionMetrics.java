package io.weir.ingest.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.weir.ingest.progress.PartitionProgress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** How far behind each partition is that this worker reads; others tell it of theirs. Used by one thread. */
@Component
class PartitionMetrics {

    private record Place(String pipeline, int partition) {
        Tags tags() {
            return Tags.of("pipeline", pipeline, "partition", Integer.toString(partition));
        }
    }

    /** A broker that is there is heard of every few seconds. */
    private static final long CURRENT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final long UNKNOWN = -1;

    private final KeyedGauges<String> sum;
    private final KeyedGauges<Place> records;
    private final KeyedGauges<Place> seconds;

    /** When the sinks were last seen to have all of a partition, or it was first seen, by {@link System#nanoTime}. */
    private final Map<Place, Long> whole = new HashMap<>();

    PartitionMetrics(MeterRegistry registry) {
        this.sum = new KeyedGauges<>(
                MultiGauge.builder("weir.ingest.lag")
                        .description("Records that the topic has and the sinks do not, of a pipeline that is at work")
                        .register(registry),
                pipeline -> Tags.of("pipeline", pipeline));
        this.records = new KeyedGauges<>(
                MultiGauge.builder("weir.ingest.partition.lag")
                        .description("Records that the partition has and the sinks do not")
                        .register(registry),
                Place::tags);
        this.seconds = new KeyedGauges<>(
                MultiGauge.builder("weir.ingest.partition.behind")
                        .description("How long ago the sinks were last seen to have all records of the partition")
                        .baseUnit("seconds")
                        .register(registry),
                Place::tags);
    }

    /**
     * Takes the numbers of all that is read here; those of partitions that are not read here any more go. What no broker confirmed
     * for a minute is shown no more, since nobody knows it: of a broker that is away only how long ago that was the case.
     */
    void update(Map<String, PipelineRunner> runners) {
        long now = System.nanoTime();
        Map<Place, Long> lags = new HashMap<>();
        Map<String, Long> sums = new HashMap<>();
        Map<Place, Long> looked = new HashMap<>();
        runners.forEach((pipeline, runner) -> {
            long heard = runner.live().map(SessionProgress::heardNanos).orElse(now - 2 * CURRENT_NANOS);
            boolean isKnown = runner.live().isPresent() && now - heard < CURRENT_NANOS;
            for (PartitionProgress partition : runner.read()) {
                Place place = new Place(pipeline, partition.partition());
                if (isKnown) {
                    lags.put(place, partition.lag());
                }
                looked.put(place, isKnown ? partition.lag() : UNKNOWN);
            }
            if (isKnown) {
                sums.put(pipeline, runner.live().map(SessionProgress::lag).orElse(0L));
            }
        });
        whole.keySet().retainAll(looked.keySet());
        looked.forEach((place, lag) -> whole.merge(place, now, (before, seen) -> lag == 0 ? seen : before));
        show(records, lags, Long::doubleValue);
        show(sum, sums, Long::doubleValue);
        show(seconds, whole, since -> (now - since) / (double) TimeUnit.SECONDS.toNanos(1));
    }

    private static <K> void show(KeyedGauges<K> gauges, Map<K, Long> numbers, ToDoubleFunction<Long> value) {
        Map<K, Double> shown = new HashMap<>();
        numbers.forEach((key, number) -> shown.put(key, value.applyAsDouble(number)));
        gauges.show(shown);
    }
}
