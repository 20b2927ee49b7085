/** Databases and schemas in PostgreSQL. */
@NullMarked
package io.weir.metadata.catalog.jdbc;

import org.jspecify.annotations.NullMarked;
