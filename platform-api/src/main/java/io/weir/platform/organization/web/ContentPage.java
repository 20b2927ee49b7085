package io.weir.platform.organization.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of what is in an organization, in the order of kinds and names.
 *
 * @param nextPageToken opaque; absent on the last page
 */
@Schema(name = "OrganizationContentPage")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ContentPage(List<ContentDocument> items, @Nullable String nextPageToken) {}
