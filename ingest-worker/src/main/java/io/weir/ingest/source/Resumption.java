package io.weir.ingest.source;

/**
 * Where to go on in a partition, by what the sinks hold of it and what the broker still has.
 *
 * @param times asked only about partitions of which the sinks hold nothing
 */
public record Resumption(SourceRequest request, SourceListener listener, TimeIndex times) {

    /**
     * The sequence to go on with. A gap is told to the listener, and so is a beginning.
     *
     * @param last sequence that is dealt with, or {@link SourceListener#FROM_START}
     * @throws SourceException if the broker never had what the sinks hold, or what is to be the first
     */
    public long next(Extent extent, long last) {
        if (last == SourceListener.FROM_START) {
            long first = request.start().first(extent, times);
            if (first > extent.end()) {
                throw new SourceException(extent(extent) + " so it cannot be read from " + first
                        + " on. Start the pipeline again when it can, or reset it");
            }
            return existing(extent, listener.begins(extent.partition(), first));
        }
        if (last + 1 > extent.end()) {
            throw new SourceException(extent(extent) + " but its next record was to be " + (last + 1)
                    + ": the topic was deleted and made anew. Reset the pipeline to read it");
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
