package io.weir.ingest.source;

import java.util.Map;

/** Brokers that can be read from. */
public interface Sources {

    /** Kind of the stores that it reads from. */
    String kind();

    /** Subscribes. */
    Source open(SourceRequest request, SourceListener listener);

    /**
     * The sequence that the next record of each partition will have.
     *
     * @throws SourceException if the broker does not answer or does not have the topic
     */
    Map<Integer, Long> ends(SourceRequest request);
}
