package io.weir.ingest.progress;

/** Published after a batch of a pipeline is in its sinks. */
public record PipelineProgressed(String pipeline) {}
