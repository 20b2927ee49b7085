/** The progress of pipelines by REST. */
@NullMarked
package io.weir.ingest.progress.web;

import org.jspecify.annotations.NullMarked;
