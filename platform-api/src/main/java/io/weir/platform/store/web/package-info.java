/** Stores over HTTP. */
@NullMarked
package io.weir.platform.store.web;

import org.jspecify.annotations.NullMarked;
