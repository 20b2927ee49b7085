package io.weir.platform.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private final AtomicLong clock = new AtomicLong(-1_000_000_000L);

    private RateLimits limits(int perSecond, int burst, int callers) {
        return new RateLimits(new RateLimitSettings(perSecond, burst, callers), clock::get);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void aBurstPassesThenTheRateHolds() {
        RateLimits limits = limits(10, 3, 100);
        for (int call = 0; call < 3; call++) {
            assertThat(limits.take("a")).isZero();
        }
        assertThat(limits.take("a")).isEqualTo(Duration.ofMillis(100));
        pass(Duration.ofMillis(99));
        assertThat(limits.take("a")).isBetween(Duration.ofNanos(1), Duration.ofMillis(2));
        pass(Duration.ofMillis(1));
        assertThat(limits.take("a")).isZero();
        assertThat(limits.take("a")).isPositive();
    }

    @Test
    void silenceEarnsNoMoreThanABurst() {
        RateLimits limits = limits(10, 3, 100);
        pass(Duration.ofDays(365));
        int passed = 0;
        while (limits.take("a").isZero()) {
            passed++;
        }
        assertThat(passed).isEqualTo(3);
    }

    @Test
    void oneCallersExcessIsNotAnothers() {
        RateLimits limits = limits(1, 1, 100);
        assertThat(limits.take("a")).isZero();
        assertThat(limits.take("a")).isPositive();
        assertThat(limits.take("b")).isZero();
    }

    @Test
    void anyNumberOfCallersTakesBoundedMemoryAndIsStillLimited() {
        RateLimits limits = limits(1, 1, 100);
        for (int caller = 0; caller < 10_000; caller++) {
            limits.take("caller " + caller);
        }
        assertThat(limits.callers()).isLessThanOrEqualTo(101);
        assertThat(limits.take("one more")).isPositive();
        // Who is silent is forgotten, and leaves room.
        pass(Duration.ofSeconds(5));
        assertThat(limits.take("one more")).isZero();
        assertThat(limits.callers()).isLessThan(10);
    }

    @Test
    void zeroIsNoLimit() {
        RateLimits limits = limits(0, 0, 1);
        for (int call = 0; call < 10_000; call++) {
            assertThat(limits.take("a")).isZero();
        }
    }
}
