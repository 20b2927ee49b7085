/** Which pages of other origins may call the gateway from a browser. */
@NullMarked
package io.weir.platform.gateway.cors;

import org.jspecify.annotations.NullMarked;
