/** Relations: what pipelines read and write by name. */
@NullMarked
package io.weir.ingest.relation;

import org.jspecify.annotations.NullMarked;
