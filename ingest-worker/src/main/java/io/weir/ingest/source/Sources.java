package io.weir.ingest.source;

import io.weir.ingest.stage.Payloads;
import java.time.Duration;
import java.util.Map;

/** Brokers that can be read from. */
public interface Sources {

    /** Kind of the stores that it reads from. */
    String kind();

    /** Subscribes. */
    Source open(SourceRequest request, SourceListener listener);

    /**
     * Hands over records that the broker has, from where the request begins, to somebody who only looks: without a
     * subscription, so that neither broker nor other readers notice.
     *
     * @param most how many, of all partitions together
     * @param longest how long to wait for them
     * @throws SourceException if the broker does not answer or does not have the topic
     */
    void peek(SourceRequest request, int most, Duration longest, Payloads payloads);

    /**
     * The sequence that the next record of each partition will have.
     *
     * @throws SourceException if the broker does not answer or does not have the topic
     */
    Map<Integer, Long> ends(SourceRequest request);

    /**
     * Where readers were after the last records that sinks have, if no record is between: behind what counts and is none. Partitions of
     * which nothing is known are left out.
     *
     * @param last the last record that the sinks have, by partition
     * @throws SourceException if the broker does not answer
     */
    default Map<Integer, Long> passed(SourceRequest request, Map<Integer, Long> last) {
        return Map.of();
    }

    /**
     * The sequence of the first record after each of some offsets, by partition.
     *
     * @param offsets of partitions that are there, as the broker gives them
     * @throws SourceException if the broker does not answer; one that names all of which nothing can be there; and of brokers
     *     that count records by their offsets
     */
    default Map<Integer, Long> firstAfter(SourceRequest request, Map<Integer, String> offsets) {
        throw new SourceException("offsets other than sequences are those of hubs; use SEQUENCE");
    }

    /** Whether a failure means that the broker is away, and not only that one topic of it cannot be read. */
    boolean isOutage(Throwable failed);
}
