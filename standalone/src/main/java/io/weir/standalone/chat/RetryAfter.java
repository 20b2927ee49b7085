package io.weir.standalone.chat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** How long an endpoint wants to be left alone: seconds, or a date (RFC 9110 §10.2.3). */
final class RetryAfter {

    private static final Duration UNENDING = Duration.ofDays(1);

    private RetryAfter() {}

    /**
     * Zero where it does not say, or the date has passed.
     *
     * @param now by this machine's clock; that of the endpoint comes first, as the date is by it
     */
    static Duration of(HttpHeaders headers, Instant now) {
        String asked = headers.firstValue("Retry-After").orElse("").strip();
        if (asked.matches("[0-9]+")) {
            return asked.length() > 5 ? UNENDING : Duration.ofSeconds(Long.parseLong(asked));
        }
        Instant answered = headers.firstValue("Date").flatMap(RetryAfter::date).orElse(now);
        return date(asked)
                .map(until -> Duration.between(answered, until))
                .filter(wait -> !wait.isNegative())
                .orElse(Duration.ZERO);
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException noDate) {
            return Optional.empty();
        }
    }
}
