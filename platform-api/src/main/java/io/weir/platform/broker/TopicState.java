package io.weir.platform.broker;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a broker says of a topic.
 *
 * @param id the broker's own, which no other topic ever has, be it of the same name
 * @param properties that were given to this topic, by the broker's names, as in {@code retention.ms}
 */
public record TopicState(String id, int partitions, Map<String, String> properties) {

    public TopicState {
        properties = Map.copyOf(properties);
    }

    /** All of it in one text, the same for the same state. */
    public String text() {
        return id + " " + partitions + " " + new TreeMap<>(properties);
    }
}
