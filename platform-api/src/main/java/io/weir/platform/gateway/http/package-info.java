/** The gateway's routes, and the connections to the services behind them. */
@NullMarked
package io.weir.platform.gateway.http;

import org.jspecify.annotations.NullMarked;
