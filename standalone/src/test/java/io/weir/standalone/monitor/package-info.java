/** Tests of the live view. */
@NullMarked
package io.weir.standalone.monitor;

import org.jspecify.annotations.NullMarked;
