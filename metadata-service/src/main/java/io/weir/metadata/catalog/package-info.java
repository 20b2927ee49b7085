/** Databases and schemas: what tables belong to by their names. */
@NullMarked
package io.weir.metadata.catalog;

import org.jspecify.annotations.NullMarked;
