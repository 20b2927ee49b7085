/** Histories in PostgreSQL. */
@NullMarked
package io.weir.metadata.history.jdbc;

import org.jspecify.annotations.NullMarked;
