@NullMarked
package io.weir.metadata.vacuum;

import org.jspecify.annotations.NullMarked;
