/** Pipelines: what they are, which states they have, and who may change them. */
@NullMarked
package io.weir.ingest.pipeline;

import org.jspecify.annotations.NullMarked;
