/** The keys that seal secrets: where they are, and what they do. */
@NullMarked
package io.weir.platform.secret.key;

import org.jspecify.annotations.NullMarked;
