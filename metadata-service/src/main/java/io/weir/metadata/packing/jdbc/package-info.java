/** What a database says of packing. */
@NullMarked
package io.weir.metadata.packing.jdbc;

import org.jspecify.annotations.NullMarked;
