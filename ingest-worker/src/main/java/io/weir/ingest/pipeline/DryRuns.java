package io.weir.ingest.pipeline;

import io.weir.ingest.stage.Payloads;
import org.jspecify.annotations.Nullable;

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

    /**
     * The same of records that no pipeline reads.
     *
     * @param format of records; JSON unless it is said
     * @param records as many as there are to be
     */
    DryRun ofRecords(@Nullable RecordFormat format, Records records);

    /** Records that are there to be looked at. */
    @FunctionalInterface
    interface Records {

        /**
         * Hands them over.
         *
         * @param enveloped whether in an {@link io.weir.ingest.stage.Envelope}, with what is known of them
         */
        void into(boolean enveloped, Payloads payloads);
    }
}
