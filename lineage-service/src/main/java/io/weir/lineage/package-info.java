/** The lineage service: every run, snapshot and edge, whatever order events arrive in. */
@NullMarked
package io.weir.lineage;

import org.jspecify.annotations.NullMarked;
