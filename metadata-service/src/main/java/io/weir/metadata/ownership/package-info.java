/** Whose tables, schemas and databases are when their owners go. */
@NullMarked
package io.weir.metadata.ownership;

import org.jspecify.annotations.NullMarked;
