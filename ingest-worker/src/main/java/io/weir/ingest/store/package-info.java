/** Stores as the platform knows them: where a broker is, or a warehouse's file. */
@NullMarked
package io.weir.ingest.store;

import org.jspecify.annotations.NullMarked;
