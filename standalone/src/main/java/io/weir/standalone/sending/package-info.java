/** Sends an event source to a topic so that it can be killed at any moment and go on without a gap or a double. */
@NullMarked
package io.weir.standalone.sending;

import org.jspecify.annotations.NullMarked;
