@NullMarked
package io.weir.metadata.work;

import org.jspecify.annotations.NullMarked;
