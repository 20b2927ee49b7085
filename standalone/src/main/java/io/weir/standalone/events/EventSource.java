package io.weir.standalone.events;

/**
 * Events in a fixed order. Event {@code i} is the same bytes however often and from wherever the source is read, so whoever
 * knows how many events have been sent can go on with the next one.
 */
public interface EventSource {

    /** The largest event, in bytes; Kafka's default limit of a message, less its own overhead. */
    int MAX_EVENT_BYTES = 1_000_000;

    /** How many events there are. */
    long count();

    /** What the events are, for people, for example {@code 3,376 events of airports.csv}. */
    String description();

    /** Equal for two sources exactly when they hold the same events, as far as can be told without reading them. */
    String fingerprint();

    /**
     * Reads events {@code index, index + 1, …} up to the last.
     *
     * @throws EventSourceException if the source can no longer be read
     */
    EventCursor from(long index);
}
