package io.weir.support.outbox;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The threads that send while the service runs; they end with it after the message that is under way. */
final class OutboxWorkers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxWorkers.class);

    /** How long a message that is under way may take when the service stops. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final OutboxDispatcher dispatcher;
    private final Bell bell;
    private final OutboxSettings settings;
    private @Nullable ExecutorService threads;
    private volatile CountDownLatch stopping = new CountDownLatch(0);

    OutboxWorkers(OutboxDispatcher dispatcher, Bell bell, OutboxSettings settings) {
        this.dispatcher = dispatcher;
        this.bell = bell;
        this.settings = settings;
    }

    @Override
    public synchronized void start() {
        AtomicInteger number = new AtomicInteger();
        ExecutorService started = Executors.newFixedThreadPool(settings.workers(), work -> {
            Thread thread = new Thread(work, "outbox-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        stopping = new CountDownLatch(1);
        for (int worker = 0; worker < settings.workers(); worker++) {
            started.execute(this::work);
        }
        threads = started;
    }

    @Override
    public synchronized void stop() {
        ExecutorService running = threads;
        if (running == null) {
            return;
        }
        threads = null;
        stopping.countDown();
        running.shutdown();
        for (int worker = 0; worker < settings.workers(); worker++) {
            bell.ring();
        }
        try {
            if (!running.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                running.shutdownNow();
            }
        } catch (InterruptedException hurried) {
            running.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return threads != null;
    }

    private boolean stopped() {
        return stopping.getCount() == 0 || Thread.currentThread().isInterrupted();
    }

    private void work() {
        boolean failing = false;
        try {
            while (!stopped()) {
                failing = !round(failing);
            }
        } catch (InterruptedException stopped) {
            LOG.debug("Stopped while waiting", stopped);
        }
    }

    /** Sends all that is due, then waits. Whatever the database does, the thread goes on. */
    private boolean round(boolean failing) throws InterruptedException {
        boolean well = true;
        try {
            while (!stopped() && dispatcher.dispatch()) {
                failing = false;
            }
        } catch (RuntimeException down) {
            well = false;
            if (!failing) {
                LOG.warn("Messages to other services wait, for their table cannot be served", down);
            }
        }
        if (!stopped()) {
            bell.await(settings.pollInterval());
        }
        return well;
    }
}
