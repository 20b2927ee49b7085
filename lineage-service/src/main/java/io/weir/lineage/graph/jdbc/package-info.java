/** Edges and nodes in PostgreSQL. */
@NullMarked
package io.weir.lineage.graph.jdbc;

import org.jspecify.annotations.NullMarked;
