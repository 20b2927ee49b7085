package io.weir.ingest.pipeline;

import io.weir.ingest.run.RunData;

/** What runs have read and written so far. */
public interface RunFigures {

    /**
     * Of the run that a pipeline is in, without waiting for its targets. Nothing is known where another worker has it, or nobody, or
     * where its stores cannot be looked up.
     */
    RunData soFar(Pipeline pipeline);
}
