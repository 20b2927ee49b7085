/** Databases and schemas, over HTTP and a real PostgreSQL. */
@NullMarked
package io.weir.metadata.catalog;

import org.jspecify.annotations.NullMarked;
