/** Organizations: things that are granted together. */
@NullMarked
package io.weir.platform.organization;

import org.jspecify.annotations.NullMarked;
