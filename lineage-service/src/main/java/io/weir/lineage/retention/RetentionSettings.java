package io.weir.lineage.retention;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long events are kept.
 *
 * @param keep age by their own time from which events, and what ended runs said of themselves, are removed, a day at
 *     least, as in {@code 90d}; without it nothing is removed
 * @param interval how often to look for what is too old
 */
@ConfigurationProperties("weir.lineage.retention")
public record RetentionSettings(
        @Nullable Duration keep, @DefaultValue("1h") Duration interval) {

    private static final Duration LEAST = Duration.ofDays(1);

    /** Refuses to keep less than a day: late events would be removed as they come. */
    public RetentionSettings {
        if (keep != null && keep.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("weir.lineage.retention.keep must be a day at least, not " + keep);
        }
    }
}
