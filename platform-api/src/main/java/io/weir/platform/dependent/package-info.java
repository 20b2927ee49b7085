/** Who would be left without what is to be removed. */
@NullMarked
package io.weir.platform.dependent;

import org.jspecify.annotations.NullMarked;
