package io.weir.ingest.progress;

import java.time.Instant;

/**
 * A record that could not be a row, or a row of several records that its table did not take.
 *
 * @param sequence its position in the partition; of a row, that of the last record of its batch
 * @param payload what was sent, as text; empty for a tombstone. Of a row, the row as JSON
 */
public record DeadLetter(int partition, long sequence, String reason, String payload, Instant recordedAt) {}
