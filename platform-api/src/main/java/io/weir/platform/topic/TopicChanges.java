package io.weir.platform.topic;

import java.util.UUID;

/** How often topics of stores were changed here. */
public interface TopicChanges {

    /** The number of changes; 0 where there was none. */
    long count(UUID store, String topic);

    /** The same, and until the end of the transaction in hand nobody else gets it so. */
    long lock(UUID store, String topic);

    /** Counts one more; only of one that is locked. */
    void add(UUID store, String topic);
}
