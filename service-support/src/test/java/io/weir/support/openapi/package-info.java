@NullMarked
package io.weir.support.openapi;

import org.jspecify.annotations.NullMarked;
