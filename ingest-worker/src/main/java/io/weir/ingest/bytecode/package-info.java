/** Java that somebody uploads: looked at before it is kept, and loaded so that it reaches nothing else. */
@NullMarked
package io.weir.ingest.bytecode;

import org.jspecify.annotations.NullMarked;
