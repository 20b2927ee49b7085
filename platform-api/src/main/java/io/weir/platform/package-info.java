/** The gateway and the control plane: the platform's one door. */
@NullMarked
package io.weir.platform;

import org.jspecify.annotations.NullMarked;
