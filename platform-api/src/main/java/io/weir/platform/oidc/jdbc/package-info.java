/** Which roles an issuer's user has here. */
@NullMarked
package io.weir.platform.oidc.jdbc;

import org.jspecify.annotations.NullMarked;
