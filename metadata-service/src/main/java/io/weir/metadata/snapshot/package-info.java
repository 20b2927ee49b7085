/** Tables as they were at any of their versions. */
@NullMarked
package io.weir.metadata.snapshot;

import org.jspecify.annotations.NullMarked;
