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

    private final MultiGauge records;
    private final MultiGauge seconds;

    /** When the sinks were last seen to have all of a partition, or it was first seen, by {@link System#nanoTime}. */
    private final Map<Place, Long> whole = new HashMap<>();

    PartitionMetrics(MeterRegistry registry) {
        this.records = MultiGauge.builder("weir.ingest.partition.lag")
                .description("Records that the partition has and the sinks do not")
                .register(registry);
        this.seconds = MultiGauge.builder("weir.ingest.partition.behind")
                .description("How long ago the sinks were last seen to have all records of the partition")
                .baseUnit("seconds")
                .register(registry);
    }

    /** Takes the numbers of all that is read here; those of partitions that are not read here any more go. */
    void update(Map<String, PipelineRunner> runners) {
        Map<Place, Long> lags = new HashMap<>();
        runners.forEach((pipeline, runner) -> {
            for (PartitionProgress partition : runner.read()) {
                lags.put(new Place(pipeline, partition.partition()), partition.lag());
            }
        });
        long now = System.nanoTime();
        whole.keySet().retainAll(lags.keySet());
        lags.forEach((place, lag) -> whole.merge(place, now, (before, seen) -> lag == 0 ? seen : before));
        show(records, lags, Long::doubleValue);
        show(seconds, whole, since -> (now - since) / (double) TimeUnit.SECONDS.toNanos(1));
    }

    private static void show(MultiGauge gauge, Map<Place, Long> places, ToDoubleFunction<Long> value) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        places.forEach((place, number) -> rows.add(MultiGauge.Row.of(place.tags(), value.applyAsDouble(number))));
        gauge.register(rows, true);
    }
}
