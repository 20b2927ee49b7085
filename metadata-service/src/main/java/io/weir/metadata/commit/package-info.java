/** Commits: the one way by which a table gets its next version. */
@NullMarked
package io.weir.metadata.commit;

import org.jspecify.annotations.NullMarked;
