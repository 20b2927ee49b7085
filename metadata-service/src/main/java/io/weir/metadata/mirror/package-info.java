/** The mirror: every table's log as files, published after the commits, in order, for every engine to read. */
@NullMarked
package io.weir.metadata.mirror;

import org.jspecify.annotations.NullMarked;
