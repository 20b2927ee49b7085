/** Tests of how rows are found. */
@NullMarked
package io.weir.metadata.lookup;

import org.jspecify.annotations.NullMarked;
