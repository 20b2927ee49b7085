/** What happened to a table: a feed of its commits, and the way back to an older version. */
@NullMarked
package io.weir.metadata.history;

import org.jspecify.annotations.NullMarked;
