/** What is let go of when it is old. */
@NullMarked
package io.weir.lineage.retention;

import org.jspecify.annotations.NullMarked;
