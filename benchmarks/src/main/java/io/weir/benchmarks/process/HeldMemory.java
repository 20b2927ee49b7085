package io.weir.benchmarks.process;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory that this process needs just now: what lives on its heap, buffers beside the heap, and stacks of threads. The resident
 * size would not tell: it has garbage in it, and what was freed before.
 */
public final class HeldMemory {

    private static final Path MAPS = Path.of("/proc/self/smaps");
    private static final Pattern SIZE = Pattern.compile("Size: +(\\d+) kB");
    private static final Pattern RESIDENT = Pattern.compile("Rss: +(\\d+) kB");

    /** Sizes of a stack of 1 MB, less its guard pages. */
    private static final int LEAST_STACK = 1000;

    private static final int MOST_STACK = 1032;
    private static final double MEGABYTE = 1024 * 1024;
    private static final double KILOBYTES = 1024;

    private HeldMemory() {}

    /** Megabytes, after the garbage was collected. */
    public static double megabytes() throws IOException {
        // What the first collection finds unreachable, such as a closed buffer's memory, goes with the second.
        System.gc();
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long buffers = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return (heap + buffers) / MEGABYTE + stacks(Files.isReadable(MAPS) ? Files.readAllLines(MAPS) : List.of());
    }

    private static double stacks(List<String> lines) {
        long kilobytes = 0;
        boolean isStack = false;
        for (String line : lines) {
            Matcher size = SIZE.matcher(line);
            Matcher resident = RESIDENT.matcher(line);
            if (size.matches()) {
                int mapped = Integer.parseInt(size.group(1));
                isStack = mapped >= LEAST_STACK && mapped <= MOST_STACK;
            } else if (isStack && resident.matches()) {
                kilobytes += Long.parseLong(resident.group(1));
            }
        }
        return kilobytes / KILOBYTES;
    }
}
