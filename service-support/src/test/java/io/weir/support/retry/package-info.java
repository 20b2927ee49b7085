@NullMarked
package io.weir.support.retry;

import org.jspecify.annotations.NullMarked;
