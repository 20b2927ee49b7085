/** Lists of what there is, as Marquez's readers ask for them; search; purge. */
@NullMarked
package io.weir.lineage.catalog;

import org.jspecify.annotations.NullMarked;
