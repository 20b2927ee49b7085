/** What a log folder holds, seen as a whole: its commits, its checkpoints, and what is missing. */
@NullMarked
package io.weir.delta.log;

import org.jspecify.annotations.NullMarked;
