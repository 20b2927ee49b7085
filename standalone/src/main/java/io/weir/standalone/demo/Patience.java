package io.weir.standalone.demo;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Looks again and again at what others change. */
public final class Patience {

    private final Duration most;
    private final Duration between;

    /** @param between how long to wait before the next look */
    public Patience(Duration most, Duration between) {
        this.most = most;
        this.between = between;
    }

    /** The first look that is {@code enough}, or the last one before patience ends. */
    public <T> T look(Supplier<T> look, Predicate<T> enough) {
        long end = System.nanoTime() + most.toNanos();
        T seen = look.get();
        while (!enough.test(seen)
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(between.toNanos());
            seen = look.get();
        }
        return seen;
    }
}
