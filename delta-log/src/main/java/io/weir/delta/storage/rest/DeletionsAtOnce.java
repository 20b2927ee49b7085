package io.weir.delta.storage.rest;

import io.weir.delta.storage.Deletions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** Deletes many objects with a call each, several at once; begins no more once one failed. */
final class DeletionsAtOnce {

    private static final int AT_ONCE = 16;

    private final Deletion deletion;
    private final Queue<String> gone = new ConcurrentLinkedQueue<>();
    private final AtomicReference<IOException> failure = new AtomicReference<>();

    DeletionsAtOnce(Deletion deletion) {
        this.deletion = deletion;
    }

    /** Deletes one. */
    interface Deletion {
        void of(String name) throws IOException;
    }

    Deletions of(List<String> names) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, Math.min(AT_ONCE, names.size())));
        try {
            threads.invokeAll(names.stream().map(this::deleting).toList());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            failure.compareAndSet(null, new InterruptedIOException("the deletions were stopped"));
        } finally {
            threads.shutdownNow();
        }
        return new Deletions(List.copyOf(gone), Optional.ofNullable(failure.get()));
    }

    private Callable<Boolean> deleting(String name) {
        return () -> {
            if (failure.get() == null) {
                try {
                    deletion.of(name);
                    gone.add(name);
                } catch (IOException failed) {
                    failure.compareAndSet(null, failed);
                }
            }
            return failure.get() == null;
        };
    }
}
