/** Delta tables as targets: Parquet files by DuckDB, committed with the watermarks they bring. */
@NullMarked
package io.weir.ingest.deltasink;

import org.jspecify.annotations.NullMarked;
