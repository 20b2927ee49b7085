package io.weir.ingest.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A finished batch: its payloads in one file after the other, each followed by a line feed, in the order of {@link #positions()}.
 *
 * @param origin where the files go back to
 * @param suspect whether a record is known not to be a JSON object, so that reading the files at once cannot succeed
 * @param largest bytes of its longest record
 */
public record StagedBatch(
        List<Path> files,
        StagedFiles origin,
        Positions positions,
        Map<Integer, PartitionShare> shares,
        long bytes,
        int largest,
        boolean suspect)
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

    /** Opens the payloads for reading; the caller closes them. */
    public StagedPayloads payloads() {
        return new StagedPayloads(this);
    }

    /** Gives the files back; the records are in the sinks, or will be fetched again. */
    @Override
    public void close() {
        origin.release(files);
    }
}
