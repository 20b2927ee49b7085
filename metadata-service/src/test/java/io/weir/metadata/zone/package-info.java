@NullMarked
package io.weir.metadata.zone;

import org.jspecify.annotations.NullMarked;
