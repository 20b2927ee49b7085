@NullMarked
package io.weir.support.outbox;

import org.jspecify.annotations.NullMarked;
