/** What a caller who is bound by grants may do. */
@NullMarked
package io.weir.support.access;

import org.jspecify.annotations.NullMarked;
