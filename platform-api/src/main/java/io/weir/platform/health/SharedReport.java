package io.weir.platform.health;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A report whose making costs others something. Whoever asks while it is made, or within a second of its beginning, is told the same,
 * so that however often callers ask, it is made once a second at most.
 */
final class SharedReport<T> {

    private static final long HOLDS = Duration.ofSeconds(1).toNanos();

    private final Supplier<T> making;
    private final LongSupplier nanos;
    private CompletableFuture<T> last = CompletableFuture.failedFuture(new IllegalStateException("nobody asked yet"));
    private long begun;

    SharedReport(Supplier<T> making) {
        this(making, System::nanoTime);
    }

    /** @param nanos the time, as in {@link System#nanoTime} */
    SharedReport(Supplier<T> making, LongSupplier nanos) {
        this.making = making;
        this.nanos = nanos;
    }

    /** The report; made in the thread of whoever is the first to ask. */
    T now() {
        CompletableFuture<T> own = new CompletableFuture<>();
        CompletableFuture<T> report = currentOr(own);
        if (report == own) {
            make(own);
        }
        return report.join();
    }

    /** One that failed holds for nobody but who waited for it. */
    private synchronized CompletableFuture<T> currentOr(CompletableFuture<T> own) {
        long now = nanos.getAsLong();
        boolean over = last.isDone() && now - begun >= HOLDS;
        if (over || last.isCompletedExceptionally()) {
            last = own;
            begun = now;
        }
        return last;
    }

    private void make(CompletableFuture<T> own) {
        try {
            own.complete(making.get());
        } catch (RuntimeException | Error failed) {
            own.completeExceptionally(failed);
            throw failed;
        }
    }
}
