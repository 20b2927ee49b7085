/** Who of all workers reads what cannot be shared by its own protocol. */
@NullMarked
package io.weir.ingest.source.lease;

import org.jspecify.annotations.NullMarked;
