/** Events to be sent: made by a seeded generator or read from files, always in one order, so that sending can resume. */
@NullMarked
package io.weir.standalone.events;

import org.jspecify.annotations.NullMarked;
