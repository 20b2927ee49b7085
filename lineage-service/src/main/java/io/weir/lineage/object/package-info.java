/** Objects of any size in buckets: datasets, artifacts and logs of runs. */
@NullMarked
package io.weir.lineage.object;

import org.jspecify.annotations.NullMarked;
