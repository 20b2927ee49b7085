package io.weir.delta.skipping;

import io.weir.delta.schema.DataType;
import io.weir.delta.schema.PrimitiveType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and timestamps as microseconds since 1970. */
final class Times {

    private static final long MILLISECOND = 1000;
    private static final long HOUR = 3_600_000_000L;
    static final long DAY = 24 * HOUR;

    /** The zones of the earth reach from -18 to +18 hours, as Java has them. */
    private static final long ANY_ZONE = 18 * HOUR;

    private static final Pattern TIMESTAMP = Pattern.compile(
            "(\\d{4})-(\\d{2})-(\\d{2})(?:[T ](\\d{2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?)?\\s*(Z|UTC|[+-]\\d{2}(?::?\\d{2})?)?");
    private static final int FRACTION = 7;
    private static final int ZONE = 8;
    private static final int NANO_DIGITS = 9;
    private static final int DECIMAL = 10;

    private Times() {}

    /**
     * A point in time.
     *
     * @param micros since 1970, without a zone as in UTC
     */
    record Moment(long micros, boolean zoned) {}

    static long micros(LocalDate day) {
        return day.toEpochDay() * DAY;
    }

    static Optional<LocalDate> date(String text) {
        return moment(text)
                .filter(moment -> !moment.zoned() && text.strip().length() == 10)
                .map(moment -> LocalDate.ofEpochDay(Math.floorDiv(moment.micros(), DAY)));
    }

    static Optional<Moment> moment(String text) {
        String stripped = text.strip();
        Matcher match = TIMESTAMP.matcher(stripped);
        if (!match.matches()) {
            return Optional.empty();
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(stripped, match, 1),
                    number(stripped, match, 2),
                    number(stripped, match, 3),
                    number(stripped, match, 4),
                    number(stripped, match, 5),
                    number(stripped, match, 6),
                    nanos(stripped, match));
            String zone = match.group(ZONE);
            ZoneOffset offset =
                    zone == null || zone.equals("Z") || zone.equals("UTC") ? ZoneOffset.UTC : ZoneOffset.of(zone);
            return Optional.of(new Moment(
                    local.toEpochSecond(offset) * 1_000_000L + local.get(ChronoField.MICRO_OF_SECOND), zone != null));
        } catch (DateTimeException invalid) {
            return Optional.empty();
        }
    }

    /** A part of a timestamp; what is left out is 0. A formatter would take longer than all else of a file's bounds. */
    private static int number(String text, MatchResult match, int group) {
        int begin = match.start(group);
        return begin < 0 ? 0 : Integer.parseInt(text, begin, match.end(group), DECIMAL);
    }

    private static int nanos(String text, MatchResult match) {
        int nanos = number(text, match, FRACTION);
        for (int digits = match.end(FRACTION) - match.start(FRACTION); nanos > 0 && digits < NANO_DIGITS; digits++) {
            nanos *= DECIMAL;
        }
        return nanos;
    }

    /** Of a bound in statistics, which writers cut to milliseconds, downwards or towards 1970. */
    static Optional<KeyRange> stored(DataType type, String text) {
        if (type == PrimitiveType.DATE) {
            return date(text).map(day -> KeyRange.point(SortKey.micros(micros(day))));
        }
        return moment(text).map(moment -> around(moment, MILLISECOND + doubt(type, moment)));
    }

    /** Of a partition value, which is exact. */
    static Optional<KeyRange> exact(DataType type, String text) {
        return type == PrimitiveType.DATE
                ? stored(type, text)
                : moment(text).map(moment -> around(moment, doubt(type, moment)));
    }

    /** Without a zone, the zone of whoever wrote it is meant. */
    private static long doubt(DataType type, Moment moment) {
        return type == PrimitiveType.TIMESTAMP && !moment.zoned() ? ANY_ZONE : 0;
    }

    private static KeyRange around(Moment moment, long doubt) {
        return new KeyRange(SortKey.micros(moment.micros() - doubt), SortKey.micros(moment.micros() + doubt));
    }
}
