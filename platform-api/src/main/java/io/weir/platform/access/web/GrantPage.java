package io.weir.platform.access.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of grants, in the order in which they were given.
 *
 * @param nextPageToken opaque; absent on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GrantPage(List<GrantDocument> items, @Nullable String nextPageToken) {}
