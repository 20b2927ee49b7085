package io.weir.ingest.descriptor.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of descriptor sources, in the order of their names.
 *
 * @param nextPageToken opaque; absent on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DescriptorSourcePage(
        List<DescriptorSourceDocument> items, @Nullable String nextPageToken) {}
