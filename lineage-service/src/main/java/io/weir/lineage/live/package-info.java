/** What happens, told at once to whoever listens. */
@NullMarked
package io.weir.lineage.live;

import org.jspecify.annotations.NullMarked;
