package io.weir.lineage.marquez;

import java.time.Instant;
import java.util.List;

/** Numbers of a time, in intervals of it. */
public interface Statistics {

    /** What is counted. */
    enum Subject {
        JOBS,
        DATASETS,
        SOURCES
    }

    /**
     * Events that started and ended runs within one interval.
     *
     * @param startInterval its begin, included
     * @param endInterval its end, excluded
     */
    record EventCounts(Instant startInterval, Instant endInterval, long fail, long start, long complete, long abort) {}

    /** How many there were at the end of an interval. */
    record IntervalCount(Instant startInterval, Instant endInterval, long count) {}

    /** Events by their own times. Reads every event between the first and the last bound. */
    List<EventCounts> events(List<Instant> bounds);

    /** What there was, by the times of the events that first named it. Reads all names. */
    List<IntervalCount> named(Subject subject, List<Instant> bounds);
}
