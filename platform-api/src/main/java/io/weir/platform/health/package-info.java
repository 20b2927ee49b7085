/** What of the platform is up, and which version it is. */
@NullMarked
package io.weir.platform.health;

import org.jspecify.annotations.NullMarked;
