package io.weir.ingest.worker;

import io.weir.ingest.pool.Units;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Tells pools which of their pipelines have something to do, and suspends those that have none. Used by one thread. */
@Component
class PoolActivity {

    /** Of minutes, which is what pools count in, a small part. */
    private static final long BETWEEN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Units units;
    private final PoolMetrics metrics;
    private final PartitionMetrics partitions;
    private final Set<String> busy = new HashSet<>();
    private long notedNanos = System.nanoTime() - BETWEEN_NANOS;

    PoolActivity(Units units, PoolMetrics metrics, PartitionMetrics partitions) {
        this.partitions = partitions;
        this.metrics = metrics;
        this.units = units;
    }

    /** Looks at what runs here; now and then it says so. */
    void note(Map<String, PipelineRunner> runners) {
        runners.forEach((name, runner) -> {
            if (runner.takeBusy()) {
                busy.add(name);
            }
        });
        long now = System.nanoTime();
        if (now - notedNanos < BETWEEN_NANOS) {
            return;
        }
        notedNanos = now;
        if (!busy.isEmpty()) {
            units.busy(busy);
            busy.clear();
        }
        units.suspendIdle();
        metrics.update();
        partitions.update(runners);
    }
}
