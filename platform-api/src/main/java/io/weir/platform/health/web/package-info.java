/** Health and version over HTTP. */
@NullMarked
package io.weir.platform.health.web;

import org.jspecify.annotations.NullMarked;
