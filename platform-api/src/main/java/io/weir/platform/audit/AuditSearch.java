package io.weir.platform.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are looked for: those that all of this is true of. Null asks for nothing.
 *
 * @param caller who made the call
 * @param resource the path of what the call was about: itself, something below it, or made by the call
 * @param since the first moment of calls
 * @param until the first moment after them
 */
public record AuditSearch(
        @Nullable String caller,
        @Nullable String resource,
        @Nullable Instant since,
        @Nullable Instant until) {}
