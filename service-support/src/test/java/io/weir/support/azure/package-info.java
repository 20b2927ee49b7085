@NullMarked
package io.weir.support.azure;

import org.jspecify.annotations.NullMarked;
