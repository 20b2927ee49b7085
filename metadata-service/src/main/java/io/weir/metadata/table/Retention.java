package io.weir.metadata.table;

import io.weir.delta.action.Metadata;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a table's properties let things be kept. A property that is no interval counts as absent. */
public enum Retention {
    /** Removes of files, in checkpoints. */
    TOMBSTONES("delta.deletedFileRetentionDuration", Duration.ofDays(7)),
    /** Log files before a checkpoint. */
    LOG("delta.logRetentionDuration", Duration.ofDays(30));

    private static final Pattern INTERVAL =
            Pattern.compile("interval ([0-9]{1,9}) (week|day|hour|minute|second|millisecond)s?");

    private final String property;
    private final Duration usual;

    Retention(String property, Duration usual) {
        this.property = property;
        this.usual = usual;
    }

    /** What a table says, or else what is usual. */
    public Duration of(Metadata metadata) {
        return understood(metadata).orElse(usual);
    }

    /** What a table says or, where it says nothing, what is usual; empty if it says something that is not understood. */
    public Optional<Duration> understood(Metadata metadata) {
        String interval = metadata.configuration().get(property);
        if (interval == null) {
            return Optional.of(usual);
        }
        Matcher match = INTERVAL.matcher(interval.toLowerCase(Locale.ROOT));
        return match.matches()
                ? Optional.of(duration(Long.parseLong(match.group(1)), match.group(2)))
                : Optional.empty();
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
            default -> Duration.of(amount, ChronoUnit.MILLIS);
        };
    }
}
