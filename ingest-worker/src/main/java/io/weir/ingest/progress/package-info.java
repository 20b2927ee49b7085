/** How far running pipelines are. */
@NullMarked
package io.weir.ingest.progress;

import org.jspecify.annotations.NullMarked;
