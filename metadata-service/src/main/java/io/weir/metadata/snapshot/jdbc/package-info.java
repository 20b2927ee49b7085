/** Versions in Postgres. */
@NullMarked
package io.weir.metadata.snapshot.jdbc;

import org.jspecify.annotations.NullMarked;
