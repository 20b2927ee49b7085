package io.weir.lineage.run.web;

import io.weir.lineage.run.RunArtifact;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ends a run.
 *
 * @param success whether it did what it was to do
 * @param metadata anything; {@code inputs} and {@code outputs} in it name datasets
 * @param artifacts what the run left behind
 */
record CompleteRunRequest(
        boolean success,
        @Nullable Map<String, Object> metadata,
        @Nullable List<RunArtifact> artifacts) {}
