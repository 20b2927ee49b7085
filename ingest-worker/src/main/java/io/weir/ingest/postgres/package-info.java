/** Databases of PostgreSQL that stores name. */
@NullMarked
package io.weir.ingest.postgres;

import org.jspecify.annotations.NullMarked;
