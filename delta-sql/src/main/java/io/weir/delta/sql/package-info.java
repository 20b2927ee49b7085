/**
 * Metadata of tables that is read with SQL alone: {@code deltasql://} addresses, and what they lead to. The drivers of PostgreSQL,
 * SQLite and DuckDB are for the program to bring along; the schema is this package's own, never a service's.
 */
@NullMarked
package io.weir.delta.sql;

import org.jspecify.annotations.NullMarked;
