@NullMarked
package io.weir.support.drain;

import org.jspecify.annotations.NullMarked;
