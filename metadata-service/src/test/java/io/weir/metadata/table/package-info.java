@NullMarked
package io.weir.metadata.table;

import org.jspecify.annotations.NullMarked;
