package io.weir.lineage.openlineage;

import io.weir.support.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import tools.jackson.databind.JsonNode;

/** Reads {@code eventTime}: ISO 8601, to the microsecond. A time without a zone is taken as UTC, as some clients send. */
final class EventTimes {

    private static final int DATE = "2026-01-31".length();
    private static final String ALLOWED = "ISO 8601, as in 2026-01-31T12:00:00Z";

    private EventTimes() {}

    static Instant read(JsonNode event) {
        JsonNode value = event.path("eventTime");
        if (!value.isString()) {
            throw ProblemException.invalid(
                    "eventTime", "is missing or no text", value.isMissingNode() ? null : value, ALLOWED);
        }
        Instant time = parse(value.stringValue()).truncatedTo(ChronoUnit.MICROS);
        if (time.isBefore(EventIds.EARLIEST) || time.isAfter(EventIds.LATEST)) {
            throw ProblemException.invalid("eventTime", "is out of range", time, "the years 1 to 9999");
        }
        return time;
    }

    private static Instant parse(String text) {
        try {
            TemporalAccessor parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    withLetter(text.trim()), OffsetDateTime::from, LocalDateTime::from);
            return parsed instanceof OffsetDateTime offset
                    ? offset.toInstant()
                    : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException notATime) {
            throw ProblemException.invalid("eventTime", "is no time", text, ALLOWED);
        }
    }

    /** Some send a blank between date and time. */
    private static String withLetter(String text) {
        return text.indexOf(' ') == DATE ? text.substring(0, DATE) + "T" + text.substring(DATE + 1) : text;
    }
}
