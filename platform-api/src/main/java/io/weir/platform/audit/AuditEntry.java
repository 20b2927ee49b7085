package io.weir.platform.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call that asked for a change, or was refused.
 *
 * @param caller who made it; {@code anonymous} where nobody said
 * @param path without its query
 * @param status what was answered
 * @param address where the call came from
 * @param tableId of the table that the answer says it is about, which tells it from others of its name; null for none
 * @param created the path of what the call made, as in {@code /api/v1/tokens/deploy}; null where it made nothing that has one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditEntry(
        long id,
        Instant at,
        String caller,
        String method,
        String path,
        int status,
        String requestId,
        String address,
        @Nullable String tableId,
        @Nullable String created) {}
