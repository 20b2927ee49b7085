package io.weir.platform.topic;

import java.util.List;

/** A topic of a broker. */
public record Topic(String store, String name, List<TopicPartition> partitions) {}
