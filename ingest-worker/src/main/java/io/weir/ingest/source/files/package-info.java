/** Files of a folder, read once to their end: captures of hubs, lines, Parquet. */
@NullMarked
package io.weir.ingest.source.files;

import org.jspecify.annotations.NullMarked;
