package io.weir.support.vitals;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/** A service's connections as its pool counts them. */
final class Pool {

    private final HikariDataSource source;
    private final MeterRegistry registry;

    Pool(HikariDataSource source, MeterRegistry registry) {
        this.source = source;
        this.registry = registry;
    }

    /** None before the first connection was asked for, and after the pool was closed. */
    @Nullable
    PoolUse read() {
        HikariPoolMXBean pool = source.getHikariPoolMXBean();
        if (pool == null || source.isClosed()) {
            return null;
        }
        return new PoolUse(
                source.getMaximumPoolSize(),
                pool.getTotalConnections(),
                pool.getActiveConnections(),
                pool.getIdleConnections(),
                pool.getThreadsAwaitingConnection(),
                timeouts());
    }

    private long timeouts() {
        return (long) registry.find("hikaricp.connections.timeout").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
