/** The stores that tables lie in. */
@NullMarked
package io.weir.metadata.storage;

import org.jspecify.annotations.NullMarked;
