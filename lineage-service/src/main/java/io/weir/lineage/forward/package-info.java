/** The platform's own runs on their way out, as OpenLineage events. */
@NullMarked
package io.weir.lineage.forward;

import org.jspecify.annotations.NullMarked;
