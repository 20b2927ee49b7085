/** The log of events, read back as it was sent. */
@NullMarked
package io.weir.lineage.event;

import org.jspecify.annotations.NullMarked;
