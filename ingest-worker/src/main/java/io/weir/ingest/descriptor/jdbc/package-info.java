/** Descriptor sources in PostgreSQL. */
@NullMarked
package io.weir.ingest.descriptor.jdbc;

import org.jspecify.annotations.NullMarked;
