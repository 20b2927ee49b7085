/** Relations in PostgreSQL. */
@NullMarked
package io.weir.ingest.relation.jdbc;

import org.jspecify.annotations.NullMarked;
