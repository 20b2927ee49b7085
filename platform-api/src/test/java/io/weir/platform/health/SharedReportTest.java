package io.weir.platform.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** That whoever asks while one is made is told the same is shown where services are asked, in {@link HealthReportTest}. */
class SharedReportTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final AtomicInteger made = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - SECOND / 2);

    @Test
    void holdsForASecondFromItsBeginning() {
        SharedReport<Integer> report = new SharedReport<>(made::incrementAndGet, nanos::get);
        assertThat(report.now()).isEqualTo(1);

        // Beyond the largest of numbers, as the time of a machine may be.
        nanos.addAndGet(SECOND - 1);
        assertThat(report.now()).isEqualTo(1);

        nanos.addAndGet(1);
        assertThat(report.now()).isEqualTo(2);
        assertThat(report.now()).isEqualTo(2);
    }

    @Test
    void whatTookLongIsOldWhenItIsThere() {
        SharedReport<Integer> report = new SharedReport<>(
                () -> {
                    nanos.addAndGet(2 * SECOND);
                    return made.incrementAndGet();
                },
                nanos::get);
        assertThat(report.now()).isEqualTo(1);
        assertThat(report.now()).isEqualTo(2);
    }

    @Test
    void whatFailedIsMadeAnew() {
        SharedReport<Integer> report = new SharedReport<>(
                () -> {
                    if (made.incrementAndGet() == 1) {
                        throw new IllegalStateException("at first");
                    }
                    return made.get();
                },
                nanos::get);
        assertThatThrownBy(report::now).hasMessage("at first");
        assertThat(report.now()).isEqualTo(2);
    }
}
