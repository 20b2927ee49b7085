package io.weir.standalone.platform;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Runs tasks side by side. */
final class Together {

    private Together() {}

    /**
     * Runs all {@code tasks} to their end, then throws what the first of them threw, if any. It waits for the others even
     * then: what they start must be known before it can be stopped.
     */
    static void run(List<Callable<Void>> tasks) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, tasks.size()));
        try {
            throwFirst(threads.invokeAll(tasks));
        } finally {
            threads.shutdownNow();
        }
    }

    private static void throwFirst(List<Future<Void>> ended) throws InterruptedException {
        for (Future<Void> task : ended) {
            Throwable failure = failureOf(task);
            if (failure instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (failure != null) {
                throw new PlatformException(failure.toString(), failure);
            }
        }
    }

    private static @Nullable Throwable failureOf(Future<Void> task) throws InterruptedException {
        try {
            task.get();
            return null;
        } catch (ExecutionException failure) {
            return failure.getCause();
        }
    }
}
