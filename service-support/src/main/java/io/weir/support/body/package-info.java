/** Bounds what a request may send. */
@NullMarked
package io.weir.support.body;

import org.jspecify.annotations.NullMarked;
