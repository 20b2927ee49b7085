package io.weir.client.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofMillis(200));

    @RepeatedTest(20)
    void waitsDoubleWithJitterUpToALongest() {
        assertThat(backoff.after(1, Duration.ZERO)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
        assertThat(backoff.after(3, Duration.ZERO)).isBetween(Duration.ofMillis(400), Duration.ofMillis(800));
        assertThat(backoff.after(999, Duration.ZERO)).isBetween(Duration.ofSeconds(5), Backoff.LONGEST);
    }

    @Test
    void whatAnAnswerAsksForIsWaitedForWithinBounds() {
        assertThat(backoff.after(1, Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
        assertThat(backoff.after(1, Duration.ofHours(1))).isEqualTo(Backoff.LONGEST);
        assertThat(backoff.after(9, Duration.ofMillis(1))).isGreaterThan(Duration.ofSeconds(4));
    }
}
