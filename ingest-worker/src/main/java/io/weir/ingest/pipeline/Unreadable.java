package io.weir.ingest.pipeline;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.source.SourceException;
import io.weir.support.problem.ProblemException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What to say to who wanted records that cannot be read. */
public final class Unreadable {

    private Unreadable() {}

    /** Where trying again may help, that it may. */
    public static ProblemException problem(SourceException failed) {
        String why = String.valueOf(failed.getMessage());
        return failed.isLasting()
                ? new ProblemException(IngestProblem.SOURCE_UNREADABLE, why, null, failed)
                : later(why, failed);
    }

    /** That trying again may help. */
    public static ProblemException later(String why, @Nullable Exception cause) {
        return ProblemException.unavailable(why, Duration.ofSeconds(1), cause);
    }
}
