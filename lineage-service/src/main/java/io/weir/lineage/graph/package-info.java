/** The graph of jobs and datasets, walked level by level. */
@NullMarked
package io.weir.lineage.graph;

import org.jspecify.annotations.NullMarked;
