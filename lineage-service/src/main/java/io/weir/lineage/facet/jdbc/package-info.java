/** Facets in PostgreSQL: current ones in rows of their own, earlier ones in the log of events. */
@NullMarked
package io.weir.lineage.facet.jdbc;

import org.jspecify.annotations.NullMarked;
