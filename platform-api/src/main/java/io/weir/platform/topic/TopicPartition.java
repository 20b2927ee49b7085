package io.weir.platform.topic;

/**
 * One partition of a topic.
 *
 * @param earliestOffset offset of the oldest record that is still there
 * @param endOffset offset that the next record will have
 */
public record TopicPartition(int partition, long earliestOffset, long endOffset) {}
