package io.weir.benchmarks.measure;

/** Something short, done many times. */
public final class Repeated {

    /** What is measured. */
    public interface Work {
        void run() throws Exception;
    }

    private Repeated() {}

    /** The samples of {@code count} repetitions, after {@code warmUp} that do not count. */
    public static Samples measure(int warmUp, int count, Work work) throws Exception {
        Samples samples = new Samples();
        for (int number = 0; number < warmUp + count; number++) {
            long begin = System.nanoTime();
            work.run();
            if (number >= warmUp) {
                samples.add((System.nanoTime() - begin) / 1e9);
            }
        }
        return samples;
    }
}
