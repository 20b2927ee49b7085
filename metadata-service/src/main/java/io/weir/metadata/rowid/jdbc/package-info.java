/** What row tracking asks Postgres for. */
@NullMarked
package io.weir.metadata.rowid.jdbc;

import org.jspecify.annotations.NullMarked;
