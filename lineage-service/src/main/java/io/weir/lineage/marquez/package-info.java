/** What Marquez' web interface and the scripts written for it read, beyond the graph and the lists. */
@NullMarked
package io.weir.lineage.marquez;

import org.jspecify.annotations.NullMarked;
