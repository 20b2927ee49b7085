/** Holds servers to what their OpenAPI documents say. */
@NullMarked
package io.weir.test.openapi;

import org.jspecify.annotations.NullMarked;
