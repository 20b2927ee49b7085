package io.weir.delta.skipping;

import io.weir.delta.schema.DataType;
import io.weir.delta.schema.PrimitiveType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
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
            "(\\d{4}-\\d{2}-\\d{2})(?:[T ](\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?))?\\s*(Z|UTC|[+-]\\d{2}(?::?\\d{2})?)?");

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
        Matcher match = TIMESTAMP.matcher(text.strip());
        if (!match.matches()) {
            return Optional.empty();
        }
        try {
            LocalTime time = match.group(2) == null ? LocalTime.MIDNIGHT : LocalTime.parse(match.group(2));
            LocalDateTime local = LocalDateTime.of(LocalDate.parse(match.group(1)), time);
            String zone = match.group(3);
            ZoneOffset offset = zone == null || zone.equals("UTC") ? ZoneOffset.UTC : ZoneOffset.of(zone);
            return Optional.of(new Moment(
                    ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), local)
                            - offset.getTotalSeconds() * 1_000_000L,
                    zone != null));
        } catch (DateTimeException invalid) {
            return Optional.empty();
        }
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
