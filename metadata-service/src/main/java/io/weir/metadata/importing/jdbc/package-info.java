/** Imports in Postgres. */
@NullMarked
package io.weir.metadata.importing.jdbc;

import org.jspecify.annotations.NullMarked;
