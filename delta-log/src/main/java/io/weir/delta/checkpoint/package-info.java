/** Checkpoints, the pointer to the last one, and version checksums. */
@NullMarked
package io.weir.delta.checkpoint;

import org.jspecify.annotations.NullMarked;
