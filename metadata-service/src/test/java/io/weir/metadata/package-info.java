/** Tests of the service as a whole. */
@NullMarked
package io.weir.metadata;

import org.jspecify.annotations.NullMarked;
