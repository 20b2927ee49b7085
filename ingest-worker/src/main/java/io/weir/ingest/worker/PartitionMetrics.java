package io.weir.ingest.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.weir.ingest.progress.PartitionProgress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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

    private final MultiGauge sum;
    private final MultiGauge records;
    private final MultiGauge seconds;

    /** When the sinks were last seen to have all of a partition, or it was first seen, by {@link System#nanoTime}. */
    private final Map<Place, Long> whole = new HashMap<>();

    PartitionMetrics(MeterRegistry registry) {
        this.sum = MultiGauge.builder("weir.ingest.lag")
                .description("Records that the topic has and the sinks do not, of a pipeline that is at work")
                .register(registry);
        this.records = MultiGauge.builder("weir.ingest.partition.lag")
                .description("Records that the partition has and the sinks do not")
                .register(registry);
        this.seconds = MultiGauge.builder("weir.ingest.partition.behind")
                .description("How long ago the sinks were last seen to have all records of the partition")
                .baseUnit("seconds")
                .register(registry);
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
        show(records, lags, Place::tags, Long::doubleValue);
        show(sum, sums, pipeline -> Tags.of("pipeline", pipeline), Long::doubleValue);
        show(seconds, whole, Place::tags, since -> (now - since) / (double) TimeUnit.SECONDS.toNanos(1));
    }

    private static <K> void show(
            MultiGauge gauge, Map<K, Long> numbers, Function<K, Tags> tags, ToDoubleFunction<Long> value) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        numbers.forEach((key, number) -> rows.add(MultiGauge.Row.of(tags.apply(key), value.applyAsDouble(number))));
        gauge.register(rows, true);
    }
}
