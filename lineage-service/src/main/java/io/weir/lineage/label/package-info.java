/** Tags and owners of jobs, datasets and columns: what facets state, and what people decided. */
@NullMarked
package io.weir.lineage.label;

import org.jspecify.annotations.NullMarked;
