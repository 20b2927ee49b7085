package io.weir.ingest.source;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where to go on in a partition, by what the sinks hold of it and what the broker still has.
 *
 * @param records asked only about partitions of which the sinks hold nothing
 */
public record Resumption(SourceRequest request, SourceListener listener, RecordIndex records) {

    /**
     * The sequences to go on with. Gaps are told to the listener, and so are beginnings, all at once.
     *
     * @param extents of the partitions that are to be read; with those of others, these are only noted to begin
     * @param held of partitions that are to be read the last sequence that is dealt with
     * @throws SourceException if the broker never had what the sinks hold, or what is to be the first
     */
    public Map<Integer, Long> next(Collection<Extent> extents, Map<Integer, Long> held) {
        Map<Integer, Long> firsts = new TreeMap<>();
        for (Extent extent : extents) {
            if (last(extent, held) == SourceListener.FROM_START) {
                firsts.put(extent.partition(), first(extent));
            }
        }
        Map<Integer, Long> begun = firsts.isEmpty() ? firsts : listener.begins(firsts);
        Map<Integer, Long> next = new TreeMap<>();
        for (Extent extent : extents) {
            if (!held.containsKey(extent.partition())) {
                // Whoever reads it may be further than where it began; what is gone since is no gap.
                continue;
            }
            Long first = begun.get(extent.partition());
            next.put(extent.partition(), first == null ? after(extent, last(extent, held)) : existing(extent, first));
        }
        return next;
    }

    private static long last(Extent extent, Map<Integer, Long> held) {
        return held.getOrDefault(extent.partition(), SourceListener.FROM_START);
    }

    private long first(Extent extent) {
        long first = request.start().first(extent, records);
        if (first > extent.end()) {
            throw new SourceException(extent(extent) + " so it cannot be read from " + first
                    + " on. Start the pipeline again when it can, or reset it");
        }
        return first;
    }

    private long after(Extent extent, long last) {
        if (last + 1 > extent.end()) {
            throw new SourceException(extent(extent) + " but its next record was to be " + (last + 1)
                    + (request.isBounded()
                            ? ": files were removed or changed. Reset the pipeline to read them"
                            : ": the topic was deleted and made anew. Reset the pipeline to read it"));
        }
        return existing(extent, last + 1);
    }

    private String extent(Extent extent) {
        return "partition " + extent.partition() + " of topic " + request.topic() + " ends at " + extent.end() + ",";
    }

    private long existing(Extent extent, long next) {
        if (next < extent.begin()) {
            listener.gap(extent.partition(), next, extent.begin());
            return extent.begin();
        }
        return next;
    }
}
