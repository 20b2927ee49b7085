/** Where the log of events is read. */
@NullMarked
package io.weir.lineage.event.web;

import org.jspecify.annotations.NullMarked;
