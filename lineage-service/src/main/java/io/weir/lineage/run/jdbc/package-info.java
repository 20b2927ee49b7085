/** Runs in PostgreSQL. */
@NullMarked
package io.weir.lineage.run.jdbc;

import org.jspecify.annotations.NullMarked;
