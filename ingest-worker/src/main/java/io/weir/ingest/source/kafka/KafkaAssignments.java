package io.weir.ingest.source.kafka;

import io.weir.ingest.source.Extent;
import io.weir.ingest.source.Resumption;
import io.weir.ingest.source.SourceIdentity;
import io.weir.ingest.source.SourceListener;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.SourceStart;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Puts the consumer, on taking partitions, to where the sinks are with them. */
final class KafkaAssignments implements ConsumerRebalanceListener {

    private final Consumer<?, ?> consumer;
    private final SourceRequest request;
    private final KafkaTopics topics;
    private final SourceListener listener;
    private final LeaderlessPartitions leaderless;
    private int known;

    KafkaAssignments(Consumer<?, ?> consumer, KafkaTopics topics, SourceListener listener) {
        this.consumer = consumer;
        this.request = topics.request();
        this.topics = topics;
        this.listener = listener;
        this.leaderless = new LeaderlessPartitions(consumer);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        known = Math.max(1, ofTopic().size());
        if (partitions.isEmpty()) {
            return;
        }
        KafkaTopics.Described topic = topics.describe();
        listener.reading(SourceIdentity.ofTopic(request.topic(), topic.id()));
        Map<Integer, Long> after = listener.assigned(numbers(partitions));
        List<TopicPartition> away = partitions.stream()
                .filter(partition -> !topic.led().contains(partition.partition()) && mayWait(partition, after))
                .toList();
        leaderless.rest(away, after);
        goOn(partitions.stream().filter(partition -> !away.contains(partition)).toList(), after);
    }

    /** Where what counts as new begins, is now and not later, for all partitions together. */
    private boolean mayWait(TopicPartition partition, Map<Integer, Long> after) {
        return !(request.start() instanceof SourceStart.Latest)
                || after.getOrDefault(partition.partition(), SourceListener.FROM_START) != SourceListener.FROM_START;
    }

    private void goOn(Collection<TopicPartition> partitions, Map<Integer, Long> after) {
        if (partitions.isEmpty()) {
            return;
        }
        boolean begins = partitions.stream()
                .anyMatch(partition -> after.getOrDefault(partition.partition(), SourceListener.FROM_START)
                        == SourceListener.FROM_START);
        Map<Integer, Long> next = new Resumption(request, listener, this::firstSince)
                .next(extents(begins ? siblings(partitions) : partitions), after);
        partitions.forEach(partition -> consumer.seek(partition, next.getOrDefault(partition.partition(), 0L)));
    }

    /** Goes on with those that are back of the partitions that no broker answered for. */
    void lookAfterLeaderless() {
        if (!leaderless.isDue()) {
            return;
        }
        List<TopicPartition> back = leaderless.back(topics.describe().led());
        goOn(back, leaderless.after(back));
        leaderless.forget(back);
        consumer.resume(back);
    }

    /** Partitions that are not read, and whose positions say nothing. */
    LeaderlessPartitions leaderless() {
        return leaderless;
    }

    /** How many partitions the topic had when some were last assigned, whoever has them; 0 before. */
    int known() {
        return known;
    }

    /**
     * Where all begin with what comes from now on, it is now for those too that another worker has: one that is seen later,
     * and was not noted, was added to the topic since.
     */
    private Collection<TopicPartition> siblings(Collection<TopicPartition> partitions) {
        return request.start() instanceof SourceStart.Latest
                ? ofTopic().stream()
                        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                        .toList()
                : partitions;
    }

    private List<PartitionInfo> ofTopic() {
        return Wakeups.undisturbed(consumer, () -> consumer.partitionsFor(request.topic()));
    }

    private List<Extent> extents(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> begins = Wakeups.undisturbed(consumer, () -> consumer.beginningOffsets(partitions));
        Map<TopicPartition, Long> ends = Wakeups.undisturbed(consumer, () -> consumer.endOffsets(partitions));
        return partitions.stream()
                .map(partition -> new Extent(
                        partition.partition(), begins.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L)))
                .toList();
    }

    private long firstSince(Extent extent, long millis) {
        return Wakeups.undisturbed(consumer, () -> firstSince(consumer, request.topic(), extent, millis));
    }

    static long firstSince(Consumer<?, ?> consumer, String topic, Extent extent, long millis) {
        TopicPartition partition = new TopicPartition(topic, extent.partition());
        @Nullable
        OffsetAndTimestamp found =
                consumer.offsetsForTimes(Map.of(partition, millis)).get(partition);
        // Records that came since the end was asked for may be older than the time, and that one after them.
        return found == null ? extent.end() : Math.min(found.offset(), extent.end());
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            leaderless.forget(partitions);
            listener.revoked(numbers(partitions));
        }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        listener.lost(numbers(partitions));
    }

    private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }
}
