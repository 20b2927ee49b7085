@NullMarked
package io.weir.support.access;

import org.jspecify.annotations.NullMarked;
