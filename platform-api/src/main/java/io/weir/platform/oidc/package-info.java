/** Tokens of an issuer that the platform was told to trust (OpenID Connect). */
@NullMarked
package io.weir.platform.oidc;

import org.jspecify.annotations.NullMarked;
