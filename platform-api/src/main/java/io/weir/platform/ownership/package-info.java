/** Who owns what, of the control plane's own things and of those that other services keep. */
@NullMarked
package io.weir.platform.ownership;

import org.jspecify.annotations.NullMarked;
