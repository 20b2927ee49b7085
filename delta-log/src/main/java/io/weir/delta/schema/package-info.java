/** Schemas of Delta tables and their JSON. */
@NullMarked
package io.weir.delta.schema;

import org.jspecify.annotations.NullMarked;
