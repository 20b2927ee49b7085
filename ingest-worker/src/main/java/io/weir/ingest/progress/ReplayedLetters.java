package io.weir.ingest.progress;

import org.jspecify.annotations.Nullable;

/**
 * What became of dead letters that were replayed.
 *
 * @param taken how many: {@code written}, {@code filtered} and {@code left} together
 * @param filtered records that are to be neither rows nor dead letters by now
 * @param left records that still cannot be rows
 * @param nextPageToken where the next ones begin
 */
public record ReplayedLetters(
        long taken,
        long written,
        long filtered,
        long left,
        @Nullable String nextPageToken) {}
