/** What Marquez' readers ask, in PostgreSQL. */
@NullMarked
package io.weir.lineage.marquez.jdbc;

import org.jspecify.annotations.NullMarked;
