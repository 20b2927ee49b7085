package io.weir.platform.topic.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.topic.TopicChange;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What of a topic is changed; what is not given stays as it is.
 *
 * @param properties new values by the broker's names; null takes a property away
 */
record UpdateTopicRequest(
        @Schema(description = "As many as it is to have; never fewer", minimum = "1", maximum = "1000") @Nullable
        Integer partitions,

        @Schema(example = "{\"retention.ms\": \"86400000\"}") @Nullable
        Map<String, @Nullable String> properties) {

    TopicChange checked() {
        if (partitions != null) {
            CreateTopicRequest.checkPartitions(partitions);
        }
        return new TopicChange(partitions, Objects.requireNonNullElse(properties, Map.of()));
    }
}
