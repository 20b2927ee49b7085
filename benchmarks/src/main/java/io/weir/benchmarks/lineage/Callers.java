package io.weir.benchmarks.lineage;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes calls from several threads at once, and tells what that cost. */
public final class Callers {

    private static final double NANOS = 1e9;

    private Callers() {}

    /** One call. */
    public interface Call {
        void make(int number) throws Exception;
    }

    /**
     * What calls cost.
     *
     * @param seconds from the first to the last
     * @param cpuSeconds of this process and those that it started, without the callers' own
     */
    public record Cost(double seconds, double cpuSeconds) {}

    /** Makes calls {@code from} to {@code to}, exclusive. */
    public static Cost make(int threads, int from, int to, Call call) throws InterruptedException, ExecutionException {
        AtomicInteger next = new AtomicInteger(from);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<Long>> callers = new ArrayList<>();
        double cpuBefore = cpuSeconds();
        long begun = System.nanoTime();
        for (int thread = 0; thread < threads; thread++) {
            callers.add(pool.submit(() -> {
                for (int number = next.getAndIncrement(); number < to; number = next.getAndIncrement()) {
                    call.make(number);
                }
                return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            }));
        }
        long own = 0;
        for (Future<Long> caller : callers) {
            own += caller.get();
        }
        double seconds = (System.nanoTime() - begun) / NANOS;
        double cpu = cpuSeconds() - cpuBefore - own / NANOS;
        pool.shutdown();
        return new Cost(seconds, cpu);
    }

    /** Makes calls one after the other; seconds that 95 of 100 did not exceed. */
    public static double p95(int calls, Call call) throws Exception {
        double[] seconds = new double[calls];
        for (int number = 0; number < calls; number++) {
            long begun = System.nanoTime();
            call.make(number);
            seconds[number] = (System.nanoTime() - begun) / NANOS;
        }
        java.util.Arrays.sort(seconds);
        return seconds[(int) (calls * 0.95)];
    }

    private static double cpuSeconds() {
        ProcessHandle self = ProcessHandle.current();
        double children = self.descendants().mapToDouble(Callers::cpuSeconds).sum();
        return children + cpuSeconds(self);
    }

    private static double cpuSeconds(ProcessHandle process) {
        return process.info()
                .totalCpuDuration()
                .map(used -> used.toNanos() / NANOS)
                .orElse(0.0);
    }
}
