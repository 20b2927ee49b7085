package io.weir.support.outbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes workers that wait for something to do; a ring while all of them work is kept for the next that waits. */
final class Bell {

    private final Semaphore rings = new Semaphore(0);
    private final int workers;

    Bell(int workers) {
        this.workers = workers;
    }

    void ring() {
        // More rings than workers would only wake them to find nothing.
        if (rings.availablePermits() < workers) {
            rings.release();
        }
    }

    /**
     * Waits for a ring.
     *
     * @return whether it rang before {@code atMost} was over
     */
    boolean await(Duration atMost) throws InterruptedException {
        return rings.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }
}
