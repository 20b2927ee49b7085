package io.weir.platform.access.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.weir.platform.access.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of roles, in the order of their names.
 *
 * @param nextPageToken opaque; absent on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RolePage(List<Role> items, @Nullable String nextPageToken) {}
