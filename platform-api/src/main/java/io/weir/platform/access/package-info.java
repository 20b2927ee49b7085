/** Users, their roles, and what each role was granted. */
@NullMarked
package io.weir.platform.access;

import org.jspecify.annotations.NullMarked;
