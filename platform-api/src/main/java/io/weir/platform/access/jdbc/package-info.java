/** Users, roles and grants in the control plane's schema. */
@NullMarked
package io.weir.platform.access.jdbc;

import org.jspecify.annotations.NullMarked;
