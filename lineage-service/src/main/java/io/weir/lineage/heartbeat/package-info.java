/** Signs of life of runs, and what their absence means. */
@NullMarked
package io.weir.lineage.heartbeat;

import org.jspecify.annotations.NullMarked;
