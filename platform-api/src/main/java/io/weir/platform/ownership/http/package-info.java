/** Owners of what the services behind the gateway keep, and what these tell of it. */
@NullMarked
package io.weir.platform.ownership.http;

import org.jspecify.annotations.NullMarked;
