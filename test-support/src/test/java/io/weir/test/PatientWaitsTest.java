package io.weir.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PatientWaitsTest {

    @Test
    void whatWaitsByDefaultWaitsLongerThanAwaitilityWouldByItself() {
        AtomicLong left = new AtomicLong();

        await().conditionEvaluationListener(evaluated -> left.set(evaluated.getRemainingTimeInMS()))
                .until(() -> true);

        assertThat(Duration.ofMillis(left.get())).isBetween(Duration.ofSeconds(11), Duration.ofMinutes(1));
    }
}
