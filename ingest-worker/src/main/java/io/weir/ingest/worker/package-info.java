/** Running pipelines: sessions that take records from a source and write batches to sinks. */
@NullMarked
package io.weir.ingest.worker;

import org.jspecify.annotations.NullMarked;
