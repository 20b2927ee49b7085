package io.weir.ingest.pipeline.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some pipelines, and where the next ones begin. */
record PipelinePage(List<PipelineView> items, @Nullable String nextPageToken) {}
