/** Tickets over HTTP. */
@NullMarked
package io.weir.platform.ticket.web;

import org.jspecify.annotations.NullMarked;
