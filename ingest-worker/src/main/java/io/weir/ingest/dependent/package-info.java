/** Who would be left without what is to be removed. */
@NullMarked
package io.weir.ingest.dependent;

import org.jspecify.annotations.NullMarked;
