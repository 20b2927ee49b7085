package io.weir.ingest.pipeline;

/** Published in the transaction that changes a pipeline's state. */
public record PipelineChanged(String pipeline) {}
