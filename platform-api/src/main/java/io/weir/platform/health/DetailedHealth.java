package io.weir.platform.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.weir.support.vitals.Level;
import io.weir.support.vitals.Trend;
import io.weir.support.vitals.Vitals;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the platform is, and by which figures.
 *
 * @param level that of its worst service
 * @param trend where it is going
 * @param at when it was asked
 * @param services by name
 */
public record DetailedHealth(Level level, Trend trend, Instant at, Map<String, Condition> services) {

    /**
     * How one service is.
     *
     * @param detail why it told no more; absent where it did
     * @param vitals what it told; absent where it did not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Condition(
            Level level, @Nullable String detail, @Nullable Vitals vitals) {

        static Condition of(Vitals vitals) {
            return new Condition(vitals.level(), null, vitals);
        }

        static Condition silent(String detail) {
            return new Condition(Level.CRITICAL, detail, null);
        }
    }

    static DetailedHealth of(Instant at, Map<String, Condition> services) {
        return new DetailedHealth(
                Level.worst(services.values().stream().map(Condition::level)),
                Trend.of(services.values().stream()
                        .map(Condition::vitals)
                        .filter(Objects::nonNull)
                        .map(Vitals::trend)
                        .collect(Collectors.toSet())),
                at,
                services);
    }
}
