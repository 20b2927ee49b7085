/** Pipelines in PostgreSQL. */
@NullMarked
package io.weir.ingest.pipeline.jdbc;

import org.jspecify.annotations.NullMarked;
