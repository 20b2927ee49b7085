/** All of Weir in one process, and its command line. */
@NullMarked
package io.weir.standalone;

import org.jspecify.annotations.NullMarked;
