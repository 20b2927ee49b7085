/** Tokens over HTTP. */
@NullMarked
package io.weir.platform.token.web;

import org.jspecify.annotations.NullMarked;
