/** Tests of this package. */
@NullMarked
package io.weir.delta.skipping;

import org.jspecify.annotations.NullMarked;
