package io.weir.lineage.retention;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;

/**
 * Days, in UTC, whose events are let go of together.
 *
 * @param from the first day
 * @param to the day after the last one
 */
public record EventSpan(LocalDate from, LocalDate to) {

    private static final Duration WORTH_A_WEEK = Duration.ofDays(28);

    /** The week, or the day where events are kept for less than four weeks, that a time is in. */
    static EventSpan of(Instant time, Duration keep) {
        LocalDate day = time.atOffset(ZoneOffset.UTC).toLocalDate();
        if (keep.compareTo(WORTH_A_WEEK) < 0) {
            return new EventSpan(day, day.plusDays(1));
        }
        LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return new EventSpan(monday, monday.plusWeeks(1));
    }

    /** When it begins. */
    public Instant begin() {
        return from.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** When it is over. */
    public Instant end() {
        return to.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    boolean overlaps(EventSpan other) {
        return from.isBefore(other.to) && other.from.isBefore(to);
    }
}
