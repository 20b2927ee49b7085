/** Ports of this machine. */
@NullMarked
package io.weir.standalone.port;

import org.jspecify.annotations.NullMarked;
