/** Tables in Postgres. */
@NullMarked
package io.weir.metadata.table.jdbc;

import org.jspecify.annotations.NullMarked;
