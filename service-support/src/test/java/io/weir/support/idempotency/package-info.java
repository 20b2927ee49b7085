@NullMarked
package io.weir.support.idempotency;

import org.jspecify.annotations.NullMarked;
