/** What every target of a pipeline promises: rows and watermark change together, and a stale owner changes nothing. */
@NullMarked
package io.weir.ingest.sink;

import org.jspecify.annotations.NullMarked;
