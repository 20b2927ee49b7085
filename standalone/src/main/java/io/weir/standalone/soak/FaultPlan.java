package io.weir.standalone.soak;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/** An endless plan of faults that is the same for the same seed. */
final class FaultPlan {

    private static final int TOTAL =
            Arrays.stream(Fault.values()).mapToInt(Fault::weight).sum();
    private static final int MOST_MILLIS = 4000;
    private static final int MOST_MILLIS_TO_OCCASION = 1500;
    private static final int MOST_LAG_MICROS = 50_000;
    private static final int MOST_PAUSE_MILLIS = 6000;
    private static final int MOST_DRAIN_MILLIS = 500;
    /** One kill of so many may meet a start; were there more of them, no event would get through. */
    private static final int IN_A_START = 3;

    private final SplittableRandom random;

    FaultPlan(long seed) {
        this.random = new SplittableRandom(seed);
    }

    PlannedFault next() {
        Fault fault = fault();
        return switch (fault) {
            case KILL, KILL_ALL -> kill(fault);
            case TERMINATE -> planned(fault, random.nextInt(IN_A_START) > 0, 1);
            case FREEZE -> planned(fault, random.nextInt(IN_A_START) > 0, MOST_PAUSE_MILLIS);
            case STOP, PAUSE, DRAIN -> planned(fault, true, MOST_PAUSE_MILLIS / 3);
            case KILL_IN_DRAIN -> planned(fault, true, MOST_DRAIN_MILLIS);
            case CUT -> planned(fault, true, 1);
        };
    }

    private PlannedFault kill(Fault fault) {
        if (random.nextInt(IN_A_START) == 0) {
            return planned(fault, false, 1);
        }
        Occasion[] all = Occasion.values();
        Occasion occasion = all[random.nextInt(all.length)];
        int most = occasion == Occasion.ANY ? MOST_MILLIS : MOST_MILLIS_TO_OCCASION;
        Duration lag = Duration.ofNanos(random.nextInt(MOST_LAG_MICROS) * 1000L);
        return new PlannedFault(fault, true, upTo(most), occasion, lag, Duration.ZERO);
    }

    private PlannedFault planned(Fault fault, boolean whenUp, int mostPauseMillis) {
        return new PlannedFault(fault, whenUp, upTo(MOST_MILLIS), Occasion.ANY, Duration.ZERO, upTo(mostPauseMillis));
    }

    private Duration upTo(int millis) {
        return Duration.ofMillis(random.nextInt(millis));
    }

    private Fault fault() {
        int draw = random.nextInt(TOTAL);
        for (Fault fault : Fault.values()) {
            draw -= fault.weight();
            if (draw < 0) {
                return fault;
            }
        }
        throw new IllegalStateException("weights do not add up");
    }
}
