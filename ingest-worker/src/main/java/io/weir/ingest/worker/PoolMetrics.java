package io.weir.ingest.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.weir.ingest.pool.ComputePool;
import io.weir.ingest.pool.ComputePools;
import io.weir.ingest.pool.PoolState;
import io.weir.support.paging.PageRequest;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** How full pools are, of all workers together: each of them says the same. */
@Component
class PoolMetrics {

    private final ComputePools pools;
    private final KeyedGauges<String> units;
    private final KeyedGauges<String> waiting;
    private final KeyedGauges<String> most;
    private final KeyedGauges<String> suspended;

    PoolMetrics(ComputePools pools, MeterRegistry registry) {
        this.pools = pools;
        this.units = gauge("weir.pool.units", "Pipelines that run on the pool", registry);
        this.waiting = gauge("weir.pool.waiting", "Pipelines that are to run on the pool and do not", registry);
        this.most = gauge("weir.pool.units.max", "Pipelines that may run on the pool at once", registry);
        this.suspended = gauge("weir.pool.suspended", "1 while the pool is suspended, else 0", registry);
    }

    private static KeyedGauges<String> gauge(String name, String description, MeterRegistry registry) {
        return new KeyedGauges<>(
                MultiGauge.builder(name).description(description).register(registry), pool -> Tags.of("pool", pool));
    }

    /** Takes the numbers of the first thousand pools, in the order of their names; those of pools that are gone go. */
    void update() {
        List<ComputePool> all = pools.list(new PageRequest(PageRequest.MAXIMUM_LIMIT, null), null);
        show(units, all, ComputePool::units);
        show(waiting, all, ComputePool::waiting);
        show(most, all, pool -> pool.definition().maxUnits());
        show(suspended, all, pool -> pool.state() == PoolState.SUSPENDED ? 1 : 0);
    }

    private static void show(KeyedGauges<String> gauges, List<ComputePool> pools, ToDoubleFunction<ComputePool> value) {
        gauges.show(pools.stream().collect(Collectors.toMap(ComputePool::name, value::applyAsDouble)));
    }
}
