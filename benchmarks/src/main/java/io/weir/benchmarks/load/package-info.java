/** The peer of ingestion: DuckDB loading the bytes of a file, with nobody in between. */
@NullMarked
package io.weir.benchmarks.load;

import org.jspecify.annotations.NullMarked;
