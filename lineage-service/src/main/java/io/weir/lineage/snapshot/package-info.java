/** Snapshots of tables: which version lies where, and which run made it. */
@NullMarked
package io.weir.lineage.snapshot;

import org.jspecify.annotations.NullMarked;
