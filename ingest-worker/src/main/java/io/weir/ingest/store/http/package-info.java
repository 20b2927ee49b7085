/** Stores asked of the platform over HTTP. */
@NullMarked
package io.weir.ingest.store.http;

import org.jspecify.annotations.NullMarked;
