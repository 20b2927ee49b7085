/** Jobs in PostgreSQL. */
@NullMarked
package io.weir.lineage.job.jdbc;

import org.jspecify.annotations.NullMarked;
