package io.weir.support.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30));

    @Test
    void theWaitDoublesUpToItsCapAndItsUpperHalfIsRandom() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        for (int failures = 1; failures < 100; failures++) {
            long longest = failures > 8 ? 30_000 : 200L << (failures - 1);
            assertThat(backoff.after(failures, random).toMillis()).isBetween(longest / 2, Math.min(longest, 30_000));
        }
        assertThat(backoff.after(9, random)).isNotEqualTo(backoff.after(9, random));
        assertThat(backoff.after(Integer.MAX_VALUE, random)).isLessThanOrEqualTo(Duration.ofSeconds(30));
    }
}
