/** Tests of this package. */
@NullMarked
package io.weir.delta.predicate;

import org.jspecify.annotations.NullMarked;
