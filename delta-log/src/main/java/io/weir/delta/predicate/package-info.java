/** SQL conditions on a table's rows, as text and as a tree. */
@NullMarked
package io.weir.delta.predicate;

import org.jspecify.annotations.NullMarked;
