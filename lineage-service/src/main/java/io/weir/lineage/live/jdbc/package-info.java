/** Live events in PostgreSQL. */
@NullMarked
package io.weir.lineage.live.jdbc;

import org.jspecify.annotations.NullMarked;
