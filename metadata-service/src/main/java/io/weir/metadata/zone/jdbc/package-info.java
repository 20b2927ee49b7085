/** Zones in PostgreSQL. */
@NullMarked
package io.weir.metadata.zone.jdbc;

import org.jspecify.annotations.NullMarked;
