package io.weir.platform.access.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of users, in the order of their names.
 *
 * @param nextPageToken opaque; absent on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record UserPage(List<UserDocument> items, @Nullable String nextPageToken) {}
