/** Who of all workers reads what, where no broker says it. */
@NullMarked
package io.weir.ingest.source.lease;

import org.jspecify.annotations.NullMarked;
