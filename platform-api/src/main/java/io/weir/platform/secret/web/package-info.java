/** Secrets over HTTP. */
@NullMarked
package io.weir.platform.secret.web;

import org.jspecify.annotations.NullMarked;
