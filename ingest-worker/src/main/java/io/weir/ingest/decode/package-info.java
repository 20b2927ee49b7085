/** Raw records to rows, by DuckDB in whole batches: schema, decoding, and what cannot be decoded. */
@NullMarked
package io.weir.ingest.decode;

import org.jspecify.annotations.NullMarked;
