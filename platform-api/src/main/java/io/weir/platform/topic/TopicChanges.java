package io.weir.platform.topic;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** How often topics of stores were changed here, and whose turn it is to change one. */
public interface TopicChanges {

    /**
     * The right to change a topic.
     *
     * @param number of changes before this one
     */
    record Turn(UUID id, long number) {}

    /** The number of changes; 0 where there was none. */
    long count(UUID store, String topic);

    /**
     * Takes the turn. It is another's again when it is ended, or when it took too long: then whoever had it is dead, or waited for
     * longer than brokers are. What that one began counts as a change, for nobody knows whether the broker made it.
     *
     * @return empty where it is another's now
     */
    Optional<Turn> begin(UUID store, String topic, Duration longest);

    /**
     * Ends the turn, unless another has it by now.
     *
     * @param changed whether the topic may be another than before, which counts as a change
     */
    void end(UUID store, String topic, Turn turn, boolean changed);
}
