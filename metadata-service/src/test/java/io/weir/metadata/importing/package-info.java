@NullMarked
package io.weir.metadata.importing;

import org.jspecify.annotations.NullMarked;
