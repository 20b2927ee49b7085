/** What events state about jobs, datasets and runs, by name, now and before. */
@NullMarked
package io.weir.lineage.facet;

import org.jspecify.annotations.NullMarked;
