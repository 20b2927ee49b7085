@NullMarked
package io.weir.support.outbound;

import org.jspecify.annotations.NullMarked;
