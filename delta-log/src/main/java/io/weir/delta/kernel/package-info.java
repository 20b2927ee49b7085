/** Reading a table by its path alone, with Delta Kernel. */
@NullMarked
package io.weir.delta.kernel;

import org.jspecify.annotations.NullMarked;
