/** The log of events in PostgreSQL. */
@NullMarked
package io.weir.lineage.event.jdbc;

import org.jspecify.annotations.NullMarked;
