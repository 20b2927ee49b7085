/** The merged document over HTTP. */
@NullMarked
package io.weir.platform.openapi.web;

import org.jspecify.annotations.NullMarked;
