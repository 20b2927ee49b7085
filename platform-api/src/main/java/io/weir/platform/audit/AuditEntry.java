package io.weir.platform.audit;

import java.time.Instant;

/**
 * One call that asked for a change, or was refused.
 *
 * @param caller who made it; {@code anonymous} where nobody said
 * @param path without its query
 * @param status what was answered
 * @param address where the call came from
 */
public record AuditEntry(
        long id, Instant at, String caller, String method, String path, int status, String requestId, String address) {}
