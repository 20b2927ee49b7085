/** Owners in the control plane's schema. */
@NullMarked
package io.weir.platform.ownership.jdbc;

import org.jspecify.annotations.NullMarked;
