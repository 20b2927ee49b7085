package io.weir.platform.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** How long calls took that were made in turns: while all was well, and while something was wrong with another service. */
final class Latencies {

    private static final int ROUNDS = 6;
    private static final int CALLS = 50;

    private final long[] well = new long[ROUNDS * CALLS];
    private final long[] wrong = new long[ROUNDS * CALLS];

    private Latencies() {}

    /** What is done in each round. */
    interface Round {

        /** Has all be well, and ends what waited. */
        void recover();

        /** Has something be wrong. */
        void fault();

        /** A call that is not timed, to the service that something is wrong with; of its answer nobody waits. */
        void disturb();

        /** A call that is timed, to its end. */
        void call();
    }

    /** Rounds take turns, so that whatever else the machine does is in both; the same calls are made in both. */
    static Latencies of(Round round) {
        Latencies latencies = new Latencies();
        for (int number = 0; number < ROUNDS; number++) {
            round.recover();
            time(round, latencies.well, number);
            round.fault();
            time(round, latencies.wrong, number);
        }
        round.recover();
        Arrays.sort(latencies.well);
        Arrays.sort(latencies.wrong);
        return latencies;
    }

    private static void time(Round round, long[] times, int number) {
        for (int call = 0; call < CALLS; call++) {
            round.disturb();
            long start = System.nanoTime();
            round.call();
            times[number * CALLS + call] = System.nanoTime() - start;
        }
    }

    /** No slower than a busy machine makes the same calls from one time to the next. */
    void assertAlike() {
        assertThat(micros(wrong, 50)).as("median, %s", this).isLessThan(micros(well, 50) * 2 + 2_000);
        assertThat(micros(wrong, 95)).as("95 of 100, %s", this).isLessThan(micros(well, 95) * 3 + 20_000);
    }

    private static long micros(long[] sorted, int percent) {
        return TimeUnit.NANOSECONDS.toMicros(sorted[sorted.length * percent / 100]);
    }

    @Override
    public String toString() {
        return "in microseconds: median %d while all is well, %d while not; 95 of 100 %d and %d"
                .formatted(micros(well, 50), micros(wrong, 50), micros(well, 95), micros(wrong, 95));
    }
}
