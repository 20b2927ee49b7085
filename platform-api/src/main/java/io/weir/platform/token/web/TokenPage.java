package io.weir.platform.token.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of tokens, in the order of their names.
 *
 * @param nextPageToken opaque; absent on the last page
 */
@Schema(name = "ApiTokenPage")
@JsonInclude(JsonInclude.Include.NON_NULL)
record TokenPage(List<TokenDocument> items, @Nullable String nextPageToken) {}
