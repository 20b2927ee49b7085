/** Connections that nobody listens to: the certificate that a service shows, and whose it believes. */
@NullMarked
package io.weir.support.tls;

import org.jspecify.annotations.NullMarked;
