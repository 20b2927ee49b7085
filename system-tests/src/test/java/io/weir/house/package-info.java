/** Rules about the sources themselves, which no compiler holds. */
@NullMarked
package io.weir.house;

import org.jspecify.annotations.NullMarked;
