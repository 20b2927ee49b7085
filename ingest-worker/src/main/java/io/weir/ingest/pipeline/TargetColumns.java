package io.weir.ingest.pipeline;

import io.weir.ingest.decode.StructType;

/** What the tables that pipelines write to have for columns. */
public interface TargetColumns {

    /**
     * The columns of all tables of a pipeline; none of those that are not there yet.
     *
     * @param wider types that columns are to have where the tables may get them
     * @throws io.weir.support.problem.ProblemException 503 if a target does not answer
     */
    StructType of(Pipeline pipeline, StructType wider);
}
