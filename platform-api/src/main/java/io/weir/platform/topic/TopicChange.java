package io.weir.platform.topic;

import io.weir.platform.broker.TopicState;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a topic; what is not given stays as it is.
 *
 * @param partitions as many as it is to have
 * @param properties new values by the broker's names; null takes a property away
 */
public record TopicChange(@Nullable Integer partitions, Map<String, @Nullable String> properties) {

    /** What is left to do. */
    TopicChange of(TopicState state) {
        Map<String, @Nullable String> others = new HashMap<>(properties);
        others.entrySet().removeIf(property -> {
            String now = state.properties().get(property.getKey());
            return now == null ? property.getValue() == null : now.equals(property.getValue());
        });
        return new TopicChange(partitions != null && partitions == state.partitions() ? null : partitions, others);
    }

    boolean isNone() {
        return partitions == null && properties.isEmpty();
    }
}
