package io.weir.ingest.source;

/** Where to go on in a partition, by what the sinks hold of it and what the broker still has. */
public final class Resumption {

    private Resumption() {}

    /**
     * The sequence to go on with. A gap is told to the listener.
     *
     * @param last sequence that the sinks hold, or {@link SourceListener#FROM_START}
     * @param begin first sequence that the broker has
     * @param end sequence that its next record will have
     * @throws SourceException if the broker never had what the sinks hold
     */
    public static long next(
            SourceRequest request, SourceListener listener, int partition, long last, long begin, long end) {
        if (last == SourceListener.FROM_START) {
            return request.latest() ? end : begin;
        }
        if (last + 1 > end) {
            throw new SourceException("partition " + partition + " of topic " + request.topic() + " ends at " + end
                    + ", but " + (last + 1) + " records were taken from it: the topic was deleted and made anew."
                    + " Create a new pipeline for it");
        }
        if (last + 1 < begin) {
            listener.gap(partition, last + 1, begin);
            return begin;
        }
        return last + 1;
    }
}
