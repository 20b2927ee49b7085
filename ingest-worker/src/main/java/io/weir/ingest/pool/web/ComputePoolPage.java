package io.weir.ingest.pool.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of pools, in the order of their names.
 *
 * @param nextPageToken opaque; absent on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ComputePoolPage(
        List<ComputePoolDocument> items, @Nullable String nextPageToken) {}
