/** Tags and owners in PostgreSQL. */
@NullMarked
package io.weir.lineage.label.jdbc;

import org.jspecify.annotations.NullMarked;
