package io.weir.ingest.pool.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.pool.PoolDefinition;
import io.weir.ingest.pool.PoolSize;
import io.weir.support.note.Notes;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.FieldProblem;
import io.weir.support.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What of a pool is changed; what is left open stays as it is.
 *
 * @param properties all of them
 */
record UpdateComputePoolRequest(
        @Nullable PoolSize size,
        @Nullable Integer minUnits,
        @Schema(example = "4") @Nullable Integer maxUnits,
        @Nullable Integer autoSuspendMinutes,
        @Nullable Map<String, String> properties) {

    private static final int MOST_UNITS = 10_000;
    private static final int MOST_MINUTES = 43_200;

    /** The pool with this change, checked. */
    PoolDefinition of(PoolDefinition before) {
        PoolDefinition after = new PoolDefinition(
                Objects.requireNonNullElse(size, before.size()),
                Objects.requireNonNullElse(minUnits, before.minUnits()),
                Objects.requireNonNullElse(maxUnits, before.maxUnits()),
                Objects.requireNonNullElse(autoSuspendMinutes, before.autoSuspendMinutes()),
                Objects.requireNonNullElse(properties, before.properties()));
        List<FieldProblem> problems = new ArrayList<>();
        within("maxUnits", after.maxUnits(), 1, MOST_UNITS, problems);
        within("minUnits", after.minUnits(), 0, Math.max(0, Math.min(MOST_UNITS, after.maxUnits())), problems);
        within("autoSuspendMinutes", after.autoSuspendMinutes(), 0, MOST_MINUTES, problems);
        Notes.problem(after.properties()).ifPresent(problems::add);
        if (!problems.isEmpty()) {
            String all = problems.stream()
                    .map(problem -> problem.field() + " " + problem.message())
                    .collect(Collectors.joining("; "));
            throw new ProblemException(CommonProblem.INVALID_REQUEST, all).with("errors", problems);
        }
        return after;
    }

    private static void within(String field, int value, int least, int most, List<FieldProblem> problems) {
        if (value < least || value > most) {
            problems.add(new FieldProblem(field, "is out of range", Integer.toString(value), least + " to " + most));
        }
    }
}
