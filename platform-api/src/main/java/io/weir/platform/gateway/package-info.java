/** Routes calls to the services behind the gateway, so that no service's failure is another's. */
@NullMarked
package io.weir.platform.gateway;

import org.jspecify.annotations.NullMarked;
