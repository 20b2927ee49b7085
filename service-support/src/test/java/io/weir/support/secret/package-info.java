@NullMarked
package io.weir.support.secret;

import org.jspecify.annotations.NullMarked;
