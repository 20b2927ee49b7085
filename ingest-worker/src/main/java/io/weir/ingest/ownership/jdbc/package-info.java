/** Owners in the worker's schema. */
@NullMarked
package io.weir.ingest.ownership.jdbc;

import org.jspecify.annotations.NullMarked;
