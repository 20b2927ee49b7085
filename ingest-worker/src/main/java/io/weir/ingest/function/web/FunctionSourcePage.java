package io.weir.ingest.function.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of function sources, in the order of their names.
 *
 * @param nextPageToken opaque; absent on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FunctionSourcePage(
        List<FunctionSourceDocument> items, @Nullable String nextPageToken) {}
