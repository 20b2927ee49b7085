/** Vacuums in Postgres. */
@NullMarked
package io.weir.metadata.vacuum.jdbc;

import org.jspecify.annotations.NullMarked;
