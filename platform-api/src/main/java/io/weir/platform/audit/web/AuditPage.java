package io.weir.platform.audit.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.weir.platform.audit.AuditEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the audit log, the newest entry first.
 *
 * @param nextPageToken opaque; absent on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AuditPage(List<AuditEntry> items, @Nullable String nextPageToken) {}
