package io.weir.standalone.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private static Duration of(Map<String, String> headers) {
        Map<String, List<String>> lists = headers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
        return RetryAfter.of(HttpHeaders.of(lists, (name, value) -> true), NOW);
    }

    @Test
    void secondsAreSeconds() {
        assertThat(of(Map.of("Retry-After", " 30 "))).isEqualTo(Duration.ofSeconds(30));
        assertThat(of(Map.of("Retry-After", "9".repeat(40)))).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void aDateIsByTheClockOfWhoSaysIt() {
        String date = "Wed, 25 Nov 2026 12:00:45 GMT";
        assertThat(of(Map.of("Retry-After", date))).isEqualTo(Duration.ofSeconds(45));
        assertThat(of(Map.of("Retry-After", date, "Date", "Wed, 25 Nov 2026 12:00:40 GMT")))
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(of(Map.of("Retry-After", date, "Date", "today"))).isEqualTo(Duration.ofSeconds(45));
    }

    @Test
    void whatHasPassedOrCannotBeReadIsNoWait() {
        for (String asked : List.of("Wed, 25 Nov 2026 11:59:59 GMT", "soon", "-5", "", "1.5")) {
            assertThat(of(Map.of("Retry-After", asked))).as(asked).isZero();
        }
        assertThat(of(Map.of())).isZero();
    }
}
