package io.weir.support.drain;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The calls that have begun and are not answered whole yet. */
final class CallsUnderWay {

    /** The container sends the rest of an answer after its call has ended here. */
    private static final long LAST_BYTES = TimeUnit.MILLISECONDS.toNanos(200);

    private int calls;
    private boolean closed;
    private long ended = System.nanoTime() - LAST_BYTES;

    /** Begins a call; false where no more are begun. */
    synchronized boolean begin() {
        if (closed) {
            return false;
        }
        calls++;
        return true;
    }

    synchronized void end() {
        calls--;
        ended = System.nanoTime();
        notifyAll();
    }

    /** From now on no call begins. */
    synchronized void close() {
        closed = true;
    }

    /**
     * Waits until every call has ended and its answer was sent.
     *
     * @return how many have not ended in time
     */
    synchronized int awaitEnd(Duration longest) throws InterruptedException {
        long limit = System.nanoTime() + longest.toNanos();
        for (long wait = next(limit); wait > 0; wait = next(limit)) {
            TimeUnit.NANOSECONDS.timedWait(this, wait);
        }
        return calls;
    }

    /** Nanoseconds until it is time to look again. */
    private long next(long limit) {
        long now = System.nanoTime();
        return calls > 0 ? limit - now : ended + LAST_BYTES - now;
    }
}
