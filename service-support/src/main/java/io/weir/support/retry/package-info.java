/** How long to wait before something is tried again. */
@NullMarked
package io.weir.support.retry;

import org.jspecify.annotations.NullMarked;
