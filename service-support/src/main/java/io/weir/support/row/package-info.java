/** Rows that are changed only as they were read. */
@NullMarked
package io.weir.support.row;

import org.jspecify.annotations.NullMarked;
