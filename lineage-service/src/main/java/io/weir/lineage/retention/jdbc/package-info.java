/** Retention in PostgreSQL. */
@NullMarked
package io.weir.lineage.retention.jdbc;

import org.jspecify.annotations.NullMarked;
