package io.weir.lineage.run;

import io.weir.support.problem.ProblemException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run before it does anything.
 *
 * @param id made by the caller; null for a new one
 * @param parent the run that starts this one
 * @param attempt of the same work, from 1
 * @param nominalStart begin of the time that the run is about
 * @param nominalEnd end of it
 * @param started whether it starts at once
 */
public record RunPlan(
        @Nullable UUID id,
        @Nullable UUID parent,
        @Nullable Integer attempt,
        @Nullable Instant nominalStart,
        @Nullable Instant nominalEnd,
        boolean started) {

    /** Refuses what makes no sense. */
    public RunPlan {
        if (attempt != null && attempt < 1) {
            throw ProblemException.invalid("attempt", "is out of range", attempt, "1 or more");
        }
        if (nominalEnd != null && (nominalStart == null || nominalEnd.isBefore(nominalStart))) {
            throw ProblemException.invalid(
                    "nominal_end_time", "lies before the begin", nominalEnd, "nominal_start_time or later");
        }
        if (id != null && id.equals(parent)) {
            throw ProblemException.invalid("parent_run_id", "is the run itself", parent, "another run");
        }
    }
}
