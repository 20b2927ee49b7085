/** Functions: expressions that transforms call by name. */
@NullMarked
package io.weir.ingest.function;

import org.jspecify.annotations.NullMarked;
