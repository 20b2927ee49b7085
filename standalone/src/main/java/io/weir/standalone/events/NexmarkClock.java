package io.weir.standalone.events;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Event time: 10,000 events a second from the start of 2026 on, written as {@code 2026-01-01T00:00:00.000Z}. */
final class NexmarkClock {

    private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final long EVENTS_PER_MILLI = 10;
    private static final long MILLIS_PER_DAY = 86_400_000L;

    // Events come in order of time: the calendar is asked once a day, not once an event.
    private long day = Long.MIN_VALUE;
    private LocalDate date = LocalDate.EPOCH;

    /** When event {@code index} happens, in milliseconds since 1970. */
    static long millis(long index) {
        return START + index / EVENTS_PER_MILLI;
    }

    void write(long millis, JsonBytes json) {
        long today = Math.floorDiv(millis, MILLIS_PER_DAY);
        if (today != day) {
            day = today;
            date = Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC).toLocalDate();
        }
        int inDay = (int) Math.floorMod(millis, MILLIS_PER_DAY);
        json.digits(date.getYear(), 4).raw('-').digits(date.getMonthValue(), 2).raw('-');
        json.digits(date.getDayOfMonth(), 2)
                .raw('T')
                .digits(inDay / 3_600_000, 2)
                .raw(':');
        json.digits(inDay / 60_000 % 60, 2)
                .raw(':')
                .digits(inDay / 1000 % 60, 2)
                .raw('.');
        json.digits(inDay % 1000, 3).raw('Z');
    }
}
