/** DuckDB files as targets: rows, dead letters and watermarks in one transaction. */
@NullMarked
package io.weir.ingest.warehouse;

import org.jspecify.annotations.NullMarked;
