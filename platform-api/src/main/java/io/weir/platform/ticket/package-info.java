/** Tickets, with which browsers listen to what happens. */
@NullMarked
package io.weir.platform.ticket;

import org.jspecify.annotations.NullMarked;
