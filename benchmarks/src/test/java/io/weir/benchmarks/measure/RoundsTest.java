package io.weir.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private static final long SECOND = 1_000_000_000;

    private final List<String> order = new ArrayList<>();

    /** Rounds of a second, in each of which the compiler is at work for so many milliseconds. */
    private static Warmth warmth(Integer... milliseconds) {
        Iterator<Integer> each = List.of(milliseconds).iterator();
        long[] seconds = {0};
        long[] compiled = {0};
        return new Warmth(() -> SECOND * seconds[0]++, () -> seconds[0] == 1 ? 0 : (compiled[0] += each.next()));
    }

    @Test
    void trialsTakeTurnsAndCountOnceTheCompilerRests() throws Exception {
        Trial one = trial("one");
        Trial two = trial("two");
        List<String> told = new ArrayList<>();

        Map<Trial, Samples> results = new Rounds(2, told::add, warmth(900, 51, 49, 500, 0)).run(List.of(one, two));

        assertThat(order).containsExactly("one", "two", "one", "two", "one", "two", "one", "two", "one", "two");
        assertThat(results.get(one).median())
                .as("of the fourth and the fifth round")
                .isEqualTo(4.5);
        assertThat(results.get(two).size()).isEqualTo(2);
        assertThat(told).element(5).asString().startsWith("warm-up: two ");
        assertThat(told).element(6).asString().startsWith("round 1 of 2: one ");
    }

    @Test
    void theFirstRoundNeverCountsAndNoneIsWaitedForWithoutAnEnd() {
        Warmth cold = new Warmth(() -> 0, () -> 0);
        assertThat(cold.isReached()).isFalse();
        cold.endRound();
        assertThat(cold.isReached()).isTrue();

        long[] total = {0};
        Warmth never = new Warmth(() -> total[0] * 1_000_000, () -> total[0] += 1000);
        for (int round = 1; round < Warmth.LONGEST; round++) {
            never.endRound();
            assertThat(never.isReached()).isFalse();
        }
        never.endRound();
        assertThat(never.isReached()).isTrue();
    }

    /** Takes a second longer each time. */
    private Trial trial(String name) {
        return new Trial() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public double run() {
                order.add(name);
                return order.stream().filter(name::equals).count();
            }
        };
    }
}
