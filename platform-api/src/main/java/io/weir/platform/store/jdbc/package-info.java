/** Stores in the control plane's schema. */
@NullMarked
package io.weir.platform.store.jdbc;

import org.jspecify.annotations.NullMarked;
