/** What bytes and texts are known by. */
@NullMarked
package io.weir.support.hash;

import org.jspecify.annotations.NullMarked;
