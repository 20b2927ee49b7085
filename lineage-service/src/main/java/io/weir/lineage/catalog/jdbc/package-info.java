/** Lists in PostgreSQL. */
@NullMarked
package io.weir.lineage.catalog.jdbc;

import org.jspecify.annotations.NullMarked;
