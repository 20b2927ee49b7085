/** Compute pools over HTTP. */
@NullMarked
package io.weir.ingest.pool.web;

import org.jspecify.annotations.NullMarked;
