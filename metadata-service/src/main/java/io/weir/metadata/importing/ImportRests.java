package io.weir.metadata.importing;

import io.weir.metadata.MetadataSettings;
import io.weir.metadata.importing.TableImport.ImportRest;
import io.weir.support.retry.Backoff;
import java.time.Clock;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;

/**
 * How long an import rests after a failure that may pass, so that others come before its next attempt: longer with each in a
 * row, up to the longest wait of the mirror. It is tried for ever; whoever minds abandons it.
 */
@Component
class ImportRests {

    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Backoff backoff;
    private final Clock clock;

    ImportRests(MetadataSettings settings, Clock clock) {
        MetadataSettings.Mirror waits = settings.metadata().mirror();
        this.backoff = new Backoff(waits.firstRetry(), waits.longestRetry());
        this.clock = clock;
    }

    /** Imports that rest beyond this are not to be taken yet. */
    Instant now() {
        return clock.instant();
    }

    /** The rest after one more failure. */
    ImportRest after(TableImport failing) {
        ImportRest before = failing.rest();
        int failures = before == null ? 1 : before.failures() + 1;
        return new ImportRest(failures, clock.instant().plus(backoff.after(failures, random)));
    }
}
