/** Tables: their identity, their place and their head. */
@NullMarked
package io.weir.metadata.table;

import org.jspecify.annotations.NullMarked;
