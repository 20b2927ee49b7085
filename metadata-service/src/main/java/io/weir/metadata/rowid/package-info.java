/** Row tracking: each row of a table has an id of its own, which commits give and never give again. */
@NullMarked
package io.weir.metadata.rowid;

import org.jspecify.annotations.NullMarked;
