/** Tries whether a store can be reached. */
@NullMarked
package io.weir.platform.store.probe;

import org.jspecify.annotations.NullMarked;
