/** Delta tables on the command line: taking them over, finding them, comparing them with their mirror. */
@NullMarked
package io.weir.standalone.delta;

import org.jspecify.annotations.NullMarked;
