@NullMarked
package io.weir.support;

import org.jspecify.annotations.NullMarked;
