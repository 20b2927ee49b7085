/** Tests of this package. */
@NullMarked
package io.weir.delta.json;

import org.jspecify.annotations.NullMarked;
