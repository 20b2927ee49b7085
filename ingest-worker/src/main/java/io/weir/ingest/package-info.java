/** The ingest worker: pipelines from Kafka topics to DuckDB and Delta tables, exactly once. */
@NullMarked
package io.weir.ingest;

import org.jspecify.annotations.NullMarked;
