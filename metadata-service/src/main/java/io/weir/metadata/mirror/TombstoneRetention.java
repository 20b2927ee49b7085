package io.weir.metadata.mirror;

import io.weir.delta.action.Metadata;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a checkpoint keeps the removes of files: the property {@code delta.deletedFileRetentionDuration}. */
final class TombstoneRetention {

    private static final String PROPERTY = "delta.deletedFileRetentionDuration";
    private static final Duration USUAL = Duration.ofDays(7);
    private static final Pattern INTERVAL =
            Pattern.compile("interval ([0-9]{1,9}) (week|day|hour|minute|second|millisecond)s?");

    private TombstoneRetention() {}

    static Duration of(Metadata metadata) {
        String interval = metadata.configuration().get(PROPERTY);
        if (interval == null) {
            return USUAL;
        }
        Matcher match = INTERVAL.matcher(interval.toLowerCase(Locale.ROOT));
        return match.matches() ? duration(Long.parseLong(match.group(1)), match.group(2)) : USUAL;
    }

    private static Duration duration(long amount, String unit) {
        return switch (unit) {
            case "week" -> Duration.ofDays(7 * amount);
            case "day" -> Duration.ofDays(amount);
            case "hour" -> Duration.ofHours(amount);
            case "minute" -> Duration.ofMinutes(amount);
            case "second" -> Duration.ofSeconds(amount);
            default -> Duration.of(amount, ChronoUnit.MILLIS);
        };
    }
}
