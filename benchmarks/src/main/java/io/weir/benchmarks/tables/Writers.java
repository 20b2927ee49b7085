package io.weir.benchmarks.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many at once. */
final class Writers {

    /** What writer {@code writer} does as its operation {@code number}. */
    interface Operation {
        void run(int writer, int number) throws Exception;
    }

    private Writers() {}

    /** How many seconds it takes all writers to do {@code each} operations. */
    static double seconds(int writers, int each, Operation operation) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                int me = writer;
                work.add(() -> {
                    for (int number = 0; number < each; number++) {
                        operation.run(me, number);
                    }
                    return null;
                });
            }
            long begin = System.nanoTime();
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
            return (System.nanoTime() - begin) / 1e9;
        } finally {
            threads.shutdownNow();
        }
    }
}
