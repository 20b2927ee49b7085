package io.weir.ingest.source.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Partitions that this consumer has and that no broker answers for just now: nobody can say where they begin and end, and who
 * waited for that would read none of the others. So they rest until there is a broker. Used by one thread.
 */
final class LeaderlessPartitions {

    private static final long INTERVAL_NANOS = Duration.ofSeconds(2).toNanos();

    private final Consumer<?, ?> consumer;

    /** Of each, the sequence after which it goes on. */
    private final Map<TopicPartition, Long> resting = new HashMap<>();

    private long lookedNanos;

    LeaderlessPartitions(Consumer<?, ?> consumer) {
        this.consumer = consumer;
    }

    /** Has partitions rest that were just assigned; they have no place that counts until they are back. */
    void rest(Collection<TopicPartition> partitions, Map<Integer, Long> after) {
        for (TopicPartition partition : partitions) {
            resting.put(partition, after.getOrDefault(partition.partition(), 0L));
            consumer.seek(partition, 0);
        }
        lookedNanos = System.nanoTime();
        pause();
    }

    /** Also after all that was paused goes on. */
    void pause() {
        consumer.pause(resting.keySet());
    }

    boolean has(TopicPartition partition) {
        return resting.containsKey(partition);
    }

    /** Whether it is time to ask once more. Nothing but a look at a map where none rests. */
    boolean isDue() {
        return !resting.isEmpty() && System.nanoTime() - lookedNanos >= INTERVAL_NANOS;
    }

    /**
     * Those that are back.
     *
     * @param led partitions that a broker answers for now
     */
    List<TopicPartition> back(Set<Integer> led) {
        lookedNanos = System.nanoTime();
        return resting.keySet().stream()
                .filter(partition -> led.contains(partition.partition()))
                .toList();
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
