/** The {@code weir} command line. */
@NullMarked
package io.weir.standalone.cli;

import org.jspecify.annotations.NullMarked;
