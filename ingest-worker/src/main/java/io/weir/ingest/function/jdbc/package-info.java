/** Functions in PostgreSQL. */
@NullMarked
package io.weir.ingest.function.jdbc;

import org.jspecify.annotations.NullMarked;
