package io.weir.platform.topic;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A topic of a broker.
 *
 * @param properties that were given to it, by the broker's names, as in {@code retention.ms}; the broker's own for the rest
 */
public record Topic(
        String store,
        String name,
        List<TopicPartition> partitions,
        @Nullable Map<String, String> properties) {

    /** An answer that was kept by a build that told of none has none. */
    public Topic {
        properties = Objects.requireNonNullElse(properties, Map.of());
    }
}
