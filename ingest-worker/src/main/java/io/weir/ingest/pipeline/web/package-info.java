/** Pipelines over HTTP. */
@NullMarked
package io.weir.ingest.pipeline.web;

import org.jspecify.annotations.NullMarked;
