/** Tokens that callers of the platform bring. */
@NullMarked
package io.weir.platform.token;

import org.jspecify.annotations.NullMarked;
