package io.weir.ingest.pipeline;

/** Pipelines that only show what they would do. */
public interface DryRuns {

    /**
     * Reads some records as a pipeline would, and writes nothing: nobody but the reader learns of it, neither broker nor
     * targets.
     *
     * @param asked as it would be created with
     */
    DryRun of(PipelineDefinition asked, DryRunLimits limits);

    /** The same of a pipeline that says nothing of targets: the rows are those that it would have read. */
    DryRun ofReading(PipelineDefinition asked, DryRunLimits limits);
}
