package io.weir.benchmarks.process;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/** The most that the heap of this process has held, garbage included: never less than what was needed. */
public final class HeapPeak {

    private static final double MEGABYTE = 1024 * 1024;

    private HeapPeak() {}

    /** Collects the garbage and begins anew. */
    public static void reset() {
        System.gc();
        pools().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    /** Megabytes since the last reset: each of the heap's parts at its own peak. */
    public static double megabytes() {
        return pools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() / MEGABYTE;
    }

    private static List<MemoryPoolMXBean> pools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }
}
