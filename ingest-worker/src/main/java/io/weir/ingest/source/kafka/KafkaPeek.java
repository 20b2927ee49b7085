package io.weir.ingest.source.kafka;

import io.weir.ingest.source.Extent;
import io.weir.ingest.source.Sample;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.stage.Payloads;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Looks at records of a topic, of each partition a share; the consumer is in no group, and commits nothing. */
final class KafkaPeek {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Consumer<byte[], ByteBuffer> consumer;
    private final SourceRequest request;
    private final int most;
    private Map<Integer, Sample> samples = Map.of();
    private Map<TopicPartition, Long> ends = Map.of();

    KafkaPeek(Consumer<byte[], ByteBuffer> consumer, SourceRequest request, int most) {
        this.consumer = consumer;
        this.request = request;
        this.most = most;
    }

    void into(Payloads payloads, Duration longest) {
        begin();
        Map<Integer, Integer> left = new HashMap<>(Sample.records(samples));
        KafkaRecords handover = KafkaRecords.of(request);
        Payloads bounded = (partition, sequence, payload) -> {
            if (left.merge(partition, -1, Integer::sum) >= 0) {
                payloads.add(partition, sequence, payload);
            }
        };
        long until = System.nanoTime() + longest.toNanos();
        for (long nanos = longest.toNanos(); nanos > 0 && !isDone(left); nanos = until - System.nanoTime()) {
            handover.handOver(consumer.poll(Duration.ofNanos(nanos)), bounded);
        }
    }

    private void begin() {
        List<TopicPartition> partitions = consumer.partitionsFor(request.topic(), PATIENCE).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new SourceException(KafkaTopics.absent(request));
        }
        consumer.assign(partitions);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, PATIENCE);
        ends = consumer.endOffsets(partitions, PATIENCE);
        List<Extent> extents = partitions.stream()
                .map(partition -> new Extent(
                        partition.partition(), begins.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L)))
                .toList();
        samples = Sample.of(request.start(), extents, most, this::firstSince);
        consumer.assign(samples.keySet().stream().map(this::partition).toList());
        samples.forEach((partition, sample) -> consumer.seek(partition(partition), sample.first()));
    }

    private TopicPartition partition(int number) {
        return new TopicPartition(request.topic(), number);
    }

    private long firstSince(Extent extent, long millis) {
        return KafkaAssignments.firstSince(consumer, request.topic(), extent, millis);
    }

    /** Whether each partition has given its share, or all that it had. */
    private boolean isDone(Map<Integer, Integer> left) {
        return left.entrySet().stream().allMatch(partition -> partition.getValue() <= 0 || isAtEnd(partition.getKey()));
    }

    private boolean isAtEnd(int partition) {
        TopicPartition place = partition(partition);
        return consumer.position(place) >= ends.getOrDefault(place, 0L);
    }
}
