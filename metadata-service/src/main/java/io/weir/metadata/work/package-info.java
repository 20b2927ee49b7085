/** Threads that do long work a step at a time. */
@NullMarked
package io.weir.metadata.work;

import org.jspecify.annotations.NullMarked;
