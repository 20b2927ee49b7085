/** Where an issuer's keys come from. */
@NullMarked
package io.weir.platform.oidc.http;

import org.jspecify.annotations.NullMarked;
