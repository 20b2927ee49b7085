@NullMarked
package io.weir.lineage;

import org.jspecify.annotations.NullMarked;
