/** Connections that nobody listens to. */
@NullMarked
package io.weir.support.tls;

import org.jspecify.annotations.NullMarked;
