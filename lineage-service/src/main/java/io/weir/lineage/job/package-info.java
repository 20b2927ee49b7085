/** Jobs, by name. */
@NullMarked
package io.weir.lineage.job;

import org.jspecify.annotations.NullMarked;
