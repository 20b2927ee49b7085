/** Compute pools in PostgreSQL. */
@NullMarked
package io.weir.ingest.pool.jdbc;

import org.jspecify.annotations.NullMarked;
