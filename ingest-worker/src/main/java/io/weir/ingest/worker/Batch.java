package io.weir.ingest.worker;

import io.weir.ingest.sink.Sink;
import io.weir.ingest.stage.StagedBatch;
import java.time.Instant;
import java.util.List;

/**
 * Records, and the sinks that do not hold them yet.
 *
 * @param holders those that hold them already
 * @param opened when its first record can have come
 * @param sealed when its last one had
 */
record Batch(StagedBatch staged, List<Sink> sinks, List<Sink> holders, Instant opened, Instant sealed) {}
