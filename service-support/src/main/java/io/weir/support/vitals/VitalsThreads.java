package io.weir.support.vitals;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One that looks at the counters, and one that waits for the database. They end with the process. */
final class VitalsThreads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(VitalsThreads.class);

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2, work -> {
        Thread thread = new Thread(work, "weir-vitals");
        thread.setDaemon(true);
        return thread;
    });

    Executor executor() {
        return threads;
    }

    /** Looks at regular times, whatever one look found. */
    void watch(VitalSigns signs) {
        long interval = VitalSigns.INTERVAL.toMillis();
        var unused = threads.scheduleAtFixedRate(() -> look(signs), interval, interval, TimeUnit.MILLISECONDS);
    }

    private static void look(VitalSigns signs) {
        try {
            signs.take();
        } catch (RuntimeException unreadable) {
            LOG.warn("What was counted cannot be read; the figures of health have a gap", unreadable);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
