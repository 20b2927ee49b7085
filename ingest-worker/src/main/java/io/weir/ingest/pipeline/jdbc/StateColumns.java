package io.weir.ingest.pipeline.jdbc;

import io.weir.ingest.pipeline.PipelineState;
import io.weir.ingest.pipeline.PipelineState.Name;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A state as the table has it. One that is paused stands there as stopped, with the run in which it was paused beside it: so a
 * worker of the version before, which knows of no pause, leaves it alone, and a run that such a worker begins is not paused.
 *
 * @param ends of one that drains, the sequences before which to stop
 * @param pausedRun of one that is paused
 * @param pausedEnds of one that is paused while it drains
 */
record StateColumns(
        Name state,
        @Nullable String ends,
        @Nullable String failure,
        @Nullable UUID pausedRun,
        @Nullable String pausedEnds) {

    static StateColumns of(PipelineState state, JsonMapper json) {
        if (state instanceof PipelineState.Paused paused) {
            return new StateColumns(Name.STOPPED, null, null, paused.runId(), ends(paused.resume(), json));
        }
        String failure = state instanceof PipelineState.Failed failed ? failed.reason() : null;
        return new StateColumns(state.name(), ends(state, json), failure, null, null);
    }

    private static @Nullable String ends(PipelineState state, JsonMapper json) {
        return state instanceof PipelineState.Draining draining ? json.writeValueAsString(draining.ends()) : null;
    }
}
