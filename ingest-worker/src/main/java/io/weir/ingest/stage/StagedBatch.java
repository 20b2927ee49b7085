package io.weir.ingest.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A finished batch: its payloads in one file, each followed by a line feed, in the order of {@link #positions()}.
 *
 * @param suspect whether a record is known not to be a JSON object, so that reading the file at once cannot succeed
 * @param largest bytes of its longest record
 */
public record StagedBatch(
        Path file, Positions positions, Map<Integer, PartitionShare> shares, long bytes, int largest, boolean suspect)
        implements AutoCloseable {

    /** Records in it, those without payload included. */
    public int records() {
        return positions.size();
    }

    /** The last sequence of each partition in it. */
    public Map<Integer, Long> lastSequences() {
        Map<Integer, Long> last = new TreeMap<>();
        shares.forEach((partition, share) -> last.put(partition, share.lastSequence()));
        return last;
    }

    /** Removes the file; the records are in the sinks, or will be fetched again. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new UncheckedIOException("staged file " + file + " could not be removed", failed);
        }
    }
}
