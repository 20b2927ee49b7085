package io.weir.ingest.source;

/**
 * What to subscribe to.
 *
 * @param brokers as Kafka takes bootstrap servers
 * @param group subscribers of one group share the topic's partitions
 * @param latest whether partitions without watermark start with what is produced from now on
 */
public record SourceRequest(String brokers, String topic, String group, boolean latest) {}
