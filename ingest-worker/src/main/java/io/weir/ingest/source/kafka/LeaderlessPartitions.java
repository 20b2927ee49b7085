package io.weir.ingest.source.kafka;

import io.weir.ingest.source.SourceListener;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Partitions that this consumer has and that no broker answers for just now: nobody can say where they begin and end, and who
 * waited for that would read none of the others. So they rest until there is a broker. Used by one thread.
 */
final class LeaderlessPartitions {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderlessPartitions.class);
    static final Duration INTERVAL = Duration.ofSeconds(2);

    private final Consumer<?, ?> consumer;
    private final LongSupplier nanos;

    /** Of each, the sequence after which it goes on. */
    private final Map<TopicPartition, Long> resting = new HashMap<>();

    private long lookedNanos;

    LeaderlessPartitions(Consumer<?, ?> consumer) {
        this(consumer, System::nanoTime);
    }

    /** @param nanos what says how many nanoseconds have passed since some moment */
    LeaderlessPartitions(Consumer<?, ?> consumer, LongSupplier nanos) {
        this.consumer = consumer;
        this.nanos = nanos;
    }

    /**
     * Has partitions rest that were just assigned; they have no place that counts until they are back.
     *
     * @param after sequences after which they go on; one of which nothing is said begins where its request says
     */
    void rest(Collection<TopicPartition> partitions, Map<Integer, Long> after) {
        if (partitions.isEmpty()) {
            return;
        }
        for (TopicPartition partition : partitions) {
            resting.put(partition, after.getOrDefault(partition.partition(), SourceListener.FROM_START));
            // Without a place the consumer would ask for one, and wait for the answer.
            consumer.seek(partition, 0);
        }
        lookedNanos = nanos.getAsLong();
        pause();
        LOG.warn(
                "no broker answers for {}: they are read when one does, and the others are read meanwhile", partitions);
    }

    /** Keeps them from being read. To be called again whenever a source lets all of its partitions go on. */
    void pause() {
        consumer.pause(resting.keySet());
    }

    boolean has(TopicPartition partition) {
        return resting.containsKey(partition);
    }

    /** Their numbers. */
    Set<Integer> partitions() {
        return resting.keySet().stream().map(TopicPartition::partition).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether it is time to ask once more: not while the source itself is paused, for what is back then would be handed over to who
     * has no room for it. Nothing but a look at a map where none rests.
     */
    boolean isDue() {
        return !resting.isEmpty()
                && nanos.getAsLong() - lookedNanos >= INTERVAL.toNanos()
                && resting.keySet().containsAll(consumer.paused());
    }

    /**
     * Those that are back. They rest until they are forgotten, and it is not time to ask again for a while.
     *
     * @param led partitions that a broker answers for now
     */
    List<TopicPartition> back(Set<Integer> led) {
        lookedNanos = nanos.getAsLong();
        List<TopicPartition> back = resting.keySet().stream()
                .filter(partition -> led.contains(partition.partition()))
                .toList();
        if (!back.isEmpty()) {
            LOG.info("a broker answers for {} again", back);
        }
        return back;
    }

    /** After which sequences they go on. */
    Map<Integer, Long> after(Collection<TopicPartition> partitions) {
        Map<Integer, Long> after = new HashMap<>();
        partitions.forEach(partition -> after.put(partition.partition(), resting.get(partition)));
        return after;
    }

    /** They were put to their places, or went to somebody else. */
    void forget(Collection<TopicPartition> partitions) {
        resting.keySet().removeAll(partitions);
    }
}
