/** Batches of raw records on their way to a sink, as files that DuckDB reads. */
@NullMarked
package io.weir.ingest.stage;

import org.jspecify.annotations.NullMarked;
