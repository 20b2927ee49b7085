package io.weir.lineage.heartbeat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a run still lives.
 *
 * @param aliveAt its last sign of life, by the server's clock
 * @param lostSince when it ran out of time; null while it lives, has ended, or its job is a stream
 */
public record Liveness(Instant aliveAt, @Nullable Instant lostSince) {}
