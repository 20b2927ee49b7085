package io.weir.metadata.table;

import io.weir.delta.action.Metadata;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a table's properties let things be kept. What is no interval lets nothing be given up: nobody knows what it asks for. */
public enum Retention {
    /** Removes of files, in checkpoints. */
    TOMBSTONES("delta.deletedFileRetentionDuration", Duration.ofDays(7)),
    /** Log files before a checkpoint. */
    LOG("delta.logRetentionDuration", Duration.ofDays(30));

    private static final Pattern PART =
            Pattern.compile("\\s*([0-9]{1,9})\\s+(week|day|hour|minute|second|millisecond|microsecond)s?(?=\\s|$)");

    /** As Delta's own engines read it: the word before it may be left out, and case means nothing. */
    static final Pattern INTERVAL = Pattern.compile("(?i)(?:interval\\s)?(?:" + PART.pattern() + "){1,8}");

    static final String ALLOWED =
            "interval 7 days, or of weeks, days, hours, minutes, seconds, milliseconds and microseconds together";

    private final String property;
    private final Duration usual;

    Retention(String property, Duration usual) {
        this.property = property;
        this.usual = usual;
    }

    /** What a table says or, where it says nothing, what is usual; empty if it says something that is not understood. */
    public Optional<Duration> understood(Metadata metadata) {
        String interval = metadata.configuration().get(property);
        if (interval == null) {
            return Optional.of(usual);
        }
        String text = interval.strip();
        return INTERVAL.matcher(text).matches() ? Optional.of(sum(text.toLowerCase(Locale.ROOT))) : Optional.empty();
    }

    private static Duration sum(String interval) {
        Duration sum = Duration.ZERO;
        for (Matcher part = PART.matcher(interval); part.find(); ) {
            sum = sum.plus(duration(Long.parseLong(part.group(1)), part.group(2)));
        }
        return sum;
    }

    /** The table's property. */
    public String property() {
        return property;
    }

    private static Duration duration(long amount, String unit) {
        return switch (unit) {
            case "week" -> Duration.ofDays(7 * amount);
            case "day" -> Duration.ofDays(amount);
            case "hour" -> Duration.ofHours(amount);
            case "minute" -> Duration.ofMinutes(amount);
            case "second" -> Duration.ofSeconds(amount);
            case "microsecond" -> Duration.of(amount, ChronoUnit.MICROS);
            default -> Duration.of(amount, ChronoUnit.MILLIS);
        };
    }
}
