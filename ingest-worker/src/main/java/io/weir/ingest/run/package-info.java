/** Runs of pipelines, told to lineage as OpenLineage events. */
@NullMarked
package io.weir.ingest.run;

import org.jspecify.annotations.NullMarked;
