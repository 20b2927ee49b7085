package io.weir.metadata.mirror;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Gauges over all tables; one statement answers all of them, at most once a second, whatever is done to the clock. */
@Component
class MirrorMetrics implements MeterBinder {

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Mirrors mirrors;
    private Backlog latest = new Backlog(0, 0, 0, 0, 0);
    private long nextRead = System.nanoTime();

    MirrorMetrics(Mirrors mirrors) {
        this.mirrors = mirrors;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge("files.active", "Files that are live at the tables' heads", Backlog::liveFiles, registry);
        gauge("mirror.backlog", "Versions that are committed and not published", Backlog::versions, registry);
        gauge("mirror.lag.seconds", "Age of the oldest version not published", Backlog::lagSeconds, registry);
        gauge("mirror.tables.late", "Tables 60 seconds or more behind", Backlog::lateTables, registry);
        gauge("mirror.tables.critical", "Tables 300 seconds behind, or stopped", Backlog::criticalTables, registry);
    }

    private void gauge(String name, String description, ToDoubleFunction<Backlog> value, MeterRegistry registry) {
        Gauge.builder(name, this, metrics -> metrics.read(value))
                .description(description)
                .register(registry);
    }

    /** A database that does not answer has no number; its health is told elsewhere. */
    private synchronized double read(ToDoubleFunction<Backlog> value) {
        try {
            if (System.nanoTime() - nextRead >= 0) {
                latest = mirrors.backlog();
                nextRead = System.nanoTime() + FRESH.toNanos();
            }
            return value.applyAsDouble(latest);
        } catch (DataAccessException unreadable) {
            return Double.NaN;
        }
    }
}
