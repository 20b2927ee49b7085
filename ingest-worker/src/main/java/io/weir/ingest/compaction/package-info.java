/** Puts small files of the Delta tables of pipelines together, beside their batches. */
@NullMarked
package io.weir.ingest.compaction;

import org.jspecify.annotations.NullMarked;
