package io.weir.metadata.importing;

import io.weir.metadata.MetadataSettings;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** The thread that imports. It starts at once on what is ordered here, and finds what a process that died left. */
@Component
class ImportWorker implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ImportWorker.class);

    private final ImportStep step;
    private final MetadataSettings.Mirror settings;
    private @Nullable ScheduledThreadPoolExecutor executor;
    private @Nullable Future<?> looks;

    ImportWorker(ImportStep step, MetadataSettings settings) {
        this.step = step;
        this.settings = settings.metadata().mirror();
    }

    /** Something was ordered. */
    record ImportOrdered(String table) {}

    @TransactionalEventListener(fallbackExecution = true)
    synchronized void wake(ImportOrdered ordered) {
        if (executor != null) {
            executor.execute(this::work);
        }
    }

    @Override
    public synchronized void start() {
        if (settings.workers() == 0) {
            return;
        }
        long pause = settings.pollInterval().toMillis();
        executor = new ScheduledThreadPoolExecutor(1, runnable -> {
            Thread thread = new Thread(runnable, "import");
            thread.setDaemon(true);
            return thread;
        });
        looks = executor.scheduleWithFixedDelay(this::work, pause, pause, TimeUnit.MILLISECONDS);
    }

    /** A step that is under way is left to its transaction. */
    @Override
    public synchronized void stop() {
        if (executor != null && looks != null) {
            looks.cancel(true);
            executor.shutdownNow();
            executor = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return executor != null;
    }

    private void work() {
        try {
            boolean busy = true;
            while (busy && !Thread.currentThread().isInterrupted()) {
                busy = step.run();
            }
        } catch (RuntimeException failed) {
            // The database said no, or a step has a fault: it is tried again at the next look.
            LOG.error("A step of an import failed", failed);
        }
    }
}
