package io.weir.platform.topic.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of topics.
 *
 * @param items names, in order
 * @param nextPageToken opaque; absent on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TopicPage(List<String> items, @Nullable String nextPageToken) {}
