package io.weir.platform.organization.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of organizations, in the order of their names.
 *
 * @param nextPageToken opaque; absent on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrganizationPage(
        List<OrganizationDocument> items, @Nullable String nextPageToken) {}
