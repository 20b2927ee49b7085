/** Black-box tests of the {@code weir} program, run as a process of its own. */
@NullMarked
package io.weir.system;

import org.jspecify.annotations.NullMarked;
