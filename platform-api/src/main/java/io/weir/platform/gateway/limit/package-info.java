/** Bounds how often one caller may call. */
@NullMarked
package io.weir.platform.gateway.limit;

import org.jspecify.annotations.NullMarked;
