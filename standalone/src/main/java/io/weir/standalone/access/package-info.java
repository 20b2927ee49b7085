/** How commands say who they are to a platform. */
@NullMarked
package io.weir.standalone.access;

import org.jspecify.annotations.NullMarked;
