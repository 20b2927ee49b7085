package io.weir.ingest.deltasink;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Bounds of dates and times, out of DuckDB's texts, as Delta's statistics have them: to the millisecond, a lower bound cut and
 * an upper one raised to the next, so that no value is outside of them. There is none of what has no year of four digits, as
 * {@code infinity} and what was before Christ.
 *
 * @see <a href="https://github.com/delta-io/delta/blob/master/PROTOCOL.md#per-file-statistics">the protocol</a>
 */
final class TimeBounds {

    private static final Pattern DATE = Pattern.compile("(?!0000)\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern TIME =
            Pattern.compile(DATE.pattern() + " \\d{2}:\\d{2}:\\d{2}(\\.\\d+)?([+-][\\d:]+)?");
    private static final int LAST_YEAR = 9999;

    private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter ZONED = new DateTimeFormatterBuilder()
            .append(LOCAL)
            .appendPattern("[xxxxx][xxx][x]")
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT);

    private TimeBounds() {}

    static Optional<String> ofDate(String text) {
        return DATE.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    /** Of a timestamp without a zone. */
    static Optional<String> ofLocal(String text, boolean upper) {
        return read(text).flatMap(value -> written(LocalDateTime.parse(value, LOCAL), upper));
    }

    /** Of a point in time, which is told in any zone. */
    static Optional<String> ofInstant(String text, boolean upper) {
        return read(text)
                .map(value -> OffsetDateTime.parse(value, ZONED)
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toLocalDateTime())
                .flatMap(value -> written(value, upper))
                .map(value -> value + "Z");
    }

    private static Optional<String> read(String text) {
        return TIME.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    private static Optional<String> written(LocalDateTime exact, boolean upper) {
        LocalDateTime cut = exact.truncatedTo(ChronoUnit.MILLIS);
        LocalDateTime bound = upper && cut.isBefore(exact) ? cut.plus(1, ChronoUnit.MILLIS) : cut;
        boolean fits = bound.getYear() > 0 && bound.getYear() <= LAST_YEAR;
        return fits ? Optional.of(WRITTEN.format(bound)) : Optional.empty();
    }
}
