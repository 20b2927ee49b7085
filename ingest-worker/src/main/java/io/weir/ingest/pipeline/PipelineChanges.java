package io.weir.ingest.pipeline;

/** Told that a pipeline's state has changed, after the transaction that changed it. */
public interface PipelineChanges {

    /** May be called for a pipeline that did not change, too. */
    void changed(String pipeline);
}
