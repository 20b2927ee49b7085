/** Zones: what many files of a table have in common, so that plans need not look at each. */
@NullMarked
package io.weir.metadata.zone;

import org.jspecify.annotations.NullMarked;
