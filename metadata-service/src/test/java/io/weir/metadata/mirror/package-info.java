/** Tests of the mirror. */
@NullMarked
package io.weir.metadata.mirror;

import org.jspecify.annotations.NullMarked;
