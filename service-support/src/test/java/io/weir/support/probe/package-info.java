/** A small service with the shared parts in it, asked over real HTTP. */
@NullMarked
package io.weir.support.probe;

import org.jspecify.annotations.NullMarked;
