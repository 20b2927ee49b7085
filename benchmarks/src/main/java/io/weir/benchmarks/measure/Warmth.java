package io.weir.benchmarks.measure;

import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * When rounds begin to count: after one in which the JVM's compiler had less than a twentieth of the time. Until then its
 * threads have a share of the cores that a service which is up for some minutes gives to its callers, and what they are to make
 * faster is slow. What goes on being compiled is waited for as long as {@value #LONGEST} rounds.
 */
public final class Warmth {

    static final int LONGEST = 20;
    private static final double REST = 0.05;
    private static final double NANOS_PER_MILLISECOND = 1e6;

    private final LongSupplier nanoseconds;
    private final LongSupplier compilation;
    private long begin;
    private long compiled;
    private int rounds;
    private boolean reached;

    public Warmth() {
        this(System::nanoTime, ManagementFactory.getCompilationMXBean()::getTotalCompilationTime);
    }

    /**
     * @param nanoseconds a clock
     * @param compilation how long the compiler's threads have been at work, in milliseconds
     */
    Warmth(LongSupplier nanoseconds, LongSupplier compilation) {
        this.nanoseconds = nanoseconds;
        this.compilation = compilation;
        this.begin = nanoseconds.getAsLong();
        this.compiled = compilation.getAsLong();
    }

    /** Whether the round that begins counts. */
    public boolean isReached() {
        return reached;
    }

    /** A round has ended. */
    public void endRound() {
        long now = nanoseconds.getAsLong();
        long total = compilation.getAsLong();
        double share = (total - compiled) * NANOS_PER_MILLISECOND / Math.max(1, now - begin);
        begin = now;
        compiled = total;
        rounds++;
        reached = reached || share < REST || rounds >= LONGEST;
    }
}
