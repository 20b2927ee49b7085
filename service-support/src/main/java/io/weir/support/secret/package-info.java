/** Where secrets are, told without telling them. */
@NullMarked
package io.weir.support.secret;

import org.jspecify.annotations.NullMarked;
