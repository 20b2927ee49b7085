/** Who asked for which change, and who was refused. */
@NullMarked
package io.weir.platform.audit;

import org.jspecify.annotations.NullMarked;
