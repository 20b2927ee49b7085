/** Compute pools: what pipelines run on. */
@NullMarked
package io.weir.ingest.pool;

import org.jspecify.annotations.NullMarked;
