package io.weir.ingest.progress;

/** Says how far pipelines are, running or not. */
public interface ProgressReports {

    PipelineProgress of(String pipeline);
}
