/** Which files cannot hold a row that a condition is true of, by their partition values and statistics. */
@NullMarked
package io.weir.delta.skipping;

import org.jspecify.annotations.NullMarked;
