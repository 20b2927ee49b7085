package io.weir.standalone.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    private static List<PlannedFault> plan(long seed, int faults) {
        return Stream.generate(new FaultPlan(seed)::next).limit(faults).toList();
    }

    @Test
    void theSameSeedGivesTheSameFaultsAtTheSameMoments() {
        assertThat(plan(42, 500)).isEqualTo(plan(42, 500)).isNotEqualTo(plan(43, 500));
    }

    @Test
    void everyFaultComesAndMostOfThemKill() {
        List<PlannedFault> faults = plan(7, 500);
        assertThat(faults).extracting(PlannedFault::fault).contains(Fault.values());
        assertThat(faults).filteredOn(planned -> planned.fault().kills()).hasSizeBetween(290, 370);
    }

    @Test
    void someKillsMeetAStartAndMoreAPlatformThatIsUp() {
        List<PlannedFault> kills = plan(7, 500).stream()
                .filter(planned -> planned.fault() == Fault.KILL)
                .toList();
        assertThat(kills).filteredOn(PlannedFault::whenUp).hasSizeGreaterThan(kills.size() / 2);
        assertThat(kills).filteredOn(planned -> !planned.whenUp()).hasSizeGreaterThan(kills.size() / 6);
    }

    @Test
    void killsComeUponEveryStepOfABatch() {
        assertThat(plan(7, 200))
                .filteredOn(planned -> planned.fault() == Fault.KILL)
                .extracting(PlannedFault::occasion)
                .contains(Occasion.values());
        assertThat(plan(7, 200))
                .filteredOn(planned -> !planned.fault().kills() || !planned.whenUp())
                .extracting(PlannedFault::occasion)
                .containsOnly(Occasion.ANY);
    }

    /** A consumer that is away for longer than its session is another test's matter; here nothing shall idle. */
    @Test
    void momentsAreSecondsAtMost() {
        assertThat(plan(1, 500)).allSatisfy(planned -> {
            assertThat(planned.after()).isBetween(Duration.ZERO, Duration.ofSeconds(4));
            assertThat(planned.lag()).isBetween(Duration.ZERO, Duration.ofMillis(50));
            assertThat(planned.pause()).isBetween(Duration.ZERO, Duration.ofSeconds(6));
        });
    }
}
