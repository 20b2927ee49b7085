package io.weir.metadata.mirror;

import io.weir.metadata.MetadataSettings;
import io.weir.metadata.commit.TableAdvanced;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** The threads that publish. They wake at once for commits of this replica, and look every so often for others'. */
@Component
class MirrorWorkers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(MirrorWorkers.class);

    private final MirrorStep step;
    private final MetadataSettings.Mirror settings;
    private final Semaphore rings = new Semaphore(0);
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    MirrorWorkers(MirrorStep step, MetadataSettings settings) {
        this.step = step;
        this.settings = settings.metadata().mirror();
    }

    /** A ring while every worker works is kept for the next that has nothing to do; more would only wake it in vain. */
    @TransactionalEventListener(fallbackExecution = true)
    void wake(TableAdvanced advanced) {
        if (rings.availablePermits() < settings.workers()) {
            rings.release();
        }
    }

    @Override
    public synchronized void start() {
        running = true;
        for (int number = 0; number < settings.workers(); number++) {
            Thread thread = new Thread(this::work, "mirror-" + number);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    /** A step that is under way ends first: it is short, and done again if it is not waited for. */
    @Override
    public synchronized void stop() {
        running = false;
        rings.release(settings.workers());
        for (Thread thread : threads) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(10));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void work() {
        while (running) {
            try {
                if (!didSomething()) {
                    await();
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private boolean didSomething() {
        try {
            return step.run();
        } catch (RuntimeException failed) {
            // Whatever it is, the database said no or a step has a fault: the other tables' mirrors must go on.
            LOG.error("A step of the mirror failed", failed);
            return false;
        }
    }

    private void await() throws InterruptedException {
        if (rings.tryAcquire(settings.pollInterval().toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.trace("Woken by a commit");
        }
    }
}
