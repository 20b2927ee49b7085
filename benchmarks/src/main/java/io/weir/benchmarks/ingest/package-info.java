/** Our side of ingestion: a pipeline from a topic that is already full. */
@NullMarked
package io.weir.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
