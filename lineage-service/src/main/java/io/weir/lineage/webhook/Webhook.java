package io.weir.lineage.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An address that is told what happens. The secret that its messages are signed with is told once, when it is made.
 *
 * @param events types that it is told; all where empty, {@code run.*} for all of runs
 * @param position the last event that was delivered or passed over
 * @param attempts in a row that failed
 * @param lastError why the last one did
 */
public record Webhook(
        UUID id,
        URI url,
        List<String> events,
        Instant createdAt,
        long position,
        int attempts,
        @Nullable Instant deliveredAt,
        @Nullable String lastError) {}
