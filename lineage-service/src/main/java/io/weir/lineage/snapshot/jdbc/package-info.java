/** Snapshots in PostgreSQL. */
@NullMarked
package io.weir.lineage.snapshot.jdbc;

import org.jspecify.annotations.NullMarked;
