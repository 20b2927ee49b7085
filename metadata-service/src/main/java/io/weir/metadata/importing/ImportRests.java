package io.weir.metadata.importing;

import io.weir.metadata.MetadataSettings;
import io.weir.support.retry.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;

/**
 * Which imports rest after the database failed in their midst, so that others come before the next attempt. Known to this
 * process alone: one that starts anew begins with an attempt at once.
 */
@Component
class ImportRests {

    /** Failures in a row. With the usual waits, they are spread over more than a minute. */
    static final int ATTEMPTS = 12;

    private record Rest(int failures, Instant until) {}

    private final Map<Long, Rest> rests = new ConcurrentHashMap<>();
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Backoff backoff;
    private final Clock clock;

    ImportRests(MetadataSettings settings, Clock clock) {
        MetadataSettings.Mirror waits = settings.metadata().mirror();
        this.backoff = new Backoff(waits.firstRetry(), waits.longestRetry());
        this.clock = clock;
    }

    /** Those that rest now. */
    List<Long> now() {
        Instant now = clock.instant();
        return rests.entrySet().stream()
                .filter(rest -> rest.getValue().until().isAfter(now))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Notes a failure: how long the import rests, or nothing if that was its last attempt. */
    Optional<Duration> failed(long tableId) {
        Rest before = rests.get(tableId);
        int failures = before == null ? 1 : before.failures() + 1;
        if (failures >= ATTEMPTS) {
            return Optional.empty();
        }
        Duration pause = backoff.after(failures, random);
        rests.put(tableId, new Rest(failures, clock.instant().plus(pause)));
        return Optional.of(pause);
    }

    /** Forgets what failed before: a step is done, or there are no more. */
    void over(long tableId) {
        rests.remove(tableId);
    }
}
