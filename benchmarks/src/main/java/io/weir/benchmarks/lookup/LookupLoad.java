package io.weir.benchmarks.lookup;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/** Callers who look something up again and again, each as soon as it has had its answer. */
public final class LookupLoad {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final DataSource database;
    private final long orders;
    private final Duration time;

    /**
     * @param database lends a connection for each lookup
     * @param orders rows that {@link LookupTables#make} made
     * @param time how long each measurement takes
     */
    public LookupLoad(DataSource database, long orders, Duration time) {
        this.database = database;
        this.orders = orders;
        this.time = time;
    }

    /** What one caller had: nanoseconds of each answer, and how many failed. */
    private static final class Had {
        private final long[] nanos;
        private final long errors;

        private Had(long[] nanos, long errors) {
            this.nanos = nanos;
            this.errors = errors;
        }
    }

    public LookupResult run(LookupShape shape, int callers) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            CountDownLatch begin = new CountDownLatch(1);
            List<Future<Had>> all = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                Random random = new Random(caller);
                all.add(threads.submit(() -> {
                    begin.await();
                    return call(shape, random);
                }));
            }
            long began = System.nanoTime();
            begin.countDown();
            List<Had> had = new ArrayList<>();
            for (Future<Had> caller : all) {
                had.add(caller.get());
            }
            return result(shape, had, System.nanoTime() - began);
        } finally {
            threads.shutdownNow();
        }
    }

    private Had call(LookupShape shape, Random random) {
        long end = System.nanoTime() + time.toNanos();
        long[] nanos = new long[1024];
        int answers = 0;
        long errors = 0;
        for (long asked = System.nanoTime(); asked - end < 0; asked = System.nanoTime()) {
            try (Connection connection = database.getConnection()) {
                shape.ask(connection, random, orders);
            } catch (SQLException failed) {
                errors++;
                continue;
            }
            if (answers == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * answers);
            }
            nanos[answers++] = System.nanoTime() - asked;
        }
        return new Had(Arrays.copyOf(nanos, answers), errors);
    }

    private static LookupResult result(LookupShape shape, List<Had> had, long took) {
        long[] sorted = had.stream()
                .flatMapToLong(each -> Arrays.stream(each.nanos))
                .sorted()
                .toArray();
        return new LookupResult(
                shape,
                had.size(),
                sorted.length * NANOS_PER_SECOND / took,
                Arrays.stream(sorted).average().orElse(0) / NANOS_PER_MILLI,
                percentile(sorted, 95),
                percentile(sorted, 99),
                had.stream().mapToLong(each -> each.errors).sum());
    }

    /** The least time that so many of a hundred are not above; 0 where nothing was answered. */
    static double percentile(long[] sorted, int percent) {
        if (sorted.length == 0) {
            return 0;
        }
        return sorted[(int) (((long) sorted.length * percent + 99) / 100) - 1] / NANOS_PER_MILLI;
    }
}
