/** How PostgreSQL finds rows whose keys are known. */
@NullMarked
package io.weir.metadata.lookup;

import org.jspecify.annotations.NullMarked;
