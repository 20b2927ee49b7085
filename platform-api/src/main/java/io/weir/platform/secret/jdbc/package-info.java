/** Secrets in the control plane's schema. */
@NullMarked
package io.weir.platform.secret.jdbc;

import org.jspecify.annotations.NullMarked;
