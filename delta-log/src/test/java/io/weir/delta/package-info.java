/** Tests of reading and writing Delta logs. */
@NullMarked
package io.weir.delta;

import org.jspecify.annotations.NullMarked;
