package io.weir.ingest.progress;

import java.time.Instant;

/**
 * A record that could not be a row.
 *
 * @param sequence its position in the partition
 * @param payload what was sent, as text; empty for a tombstone
 */
public record DeadLetter(int partition, long sequence, String reason, String payload, Instant recordedAt) {}
