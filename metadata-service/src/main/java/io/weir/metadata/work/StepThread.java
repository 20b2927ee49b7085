package io.weir.metadata.work;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that does steps as long as there are any. It looks now and then, so that it finds what a process that died left,
 * and at once when it is woken.
 */
public final class StepThread {

    private static final Logger LOG = LoggerFactory.getLogger(StepThread.class);

    private final String name;
    private final BooleanSupplier step;
    private @Nullable ScheduledThreadPoolExecutor executor;
    private @Nullable Future<?> looks;

    /**
     * A thread that is not started yet.
     *
     * @param step does one step; false if there was nothing to do
     */
    public StepThread(String name, BooleanSupplier step) {
        this.name = name;
        this.step = step;
    }

    public synchronized void start(Duration pause) {
        executor = new ScheduledThreadPoolExecutor(1, runnable -> {
            Thread thread = new Thread(runnable, name);
            thread.setDaemon(true);
            return thread;
        });
        looks = executor.scheduleWithFixedDelay(this::work, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Has it look now, if it runs. */
    public synchronized void wake() {
        if (executor != null) {
            executor.execute(this::work);
        }
    }

    /** A step that is under way is left to its transaction. */
    public synchronized void stop() {
        if (executor != null && looks != null) {
            looks.cancel(true);
            executor.shutdownNow();
            executor = null;
        }
    }

    public synchronized boolean isRunning() {
        return executor != null;
    }

    private void work() {
        try {
            boolean busy = true;
            while (busy && !Thread.currentThread().isInterrupted()) {
                busy = step.getAsBoolean();
            }
        } catch (RuntimeException | Error failed) {
            // The database said no, memory was short or a step has a fault: it is tried again at the next look,
            // which there would not be if the executor heard of it.
            LOG.error("A step of the thread {} failed", name, failed);
        }
    }
}
