/** Secrets: kept sealed, given to the services that need them, never told to who asks. */
@NullMarked
package io.weir.platform.secret;

import org.jspecify.annotations.NullMarked;
