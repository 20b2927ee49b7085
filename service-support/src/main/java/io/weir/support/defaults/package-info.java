/** Settings that every service starts from. */
@NullMarked
package io.weir.support.defaults;

import org.jspecify.annotations.NullMarked;
