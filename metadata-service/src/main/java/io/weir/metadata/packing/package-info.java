/** Bytes that are kept packed, since they are many and much alike. */
@NullMarked
package io.weir.metadata.packing;

import org.jspecify.annotations.NullMarked;
