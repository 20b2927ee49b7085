package io.weir.ingest.worker;

import io.weir.ingest.sink.Sink;
import io.weir.ingest.stage.StagedBatch;
import java.util.List;

/** Records, and the sinks that do not hold them yet. */
record Batch(StagedBatch staged, List<Sink> sinks) {}
