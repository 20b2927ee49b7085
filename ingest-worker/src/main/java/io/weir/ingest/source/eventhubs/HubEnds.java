package io.weir.ingest.source.eventhubs;

import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import com.azure.messaging.eventhubs.EventHubProperties;
import com.azure.messaging.eventhubs.PartitionProperties;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;

/**
 * Which partitions a hub has, and where they end, as of some seconds ago. A broker can tell it with every event instead, which costs both sides
 * with each of them, and tells nothing of a partition whose events do not come.
 */
final class HubEnds {

    private static final Logger LOG = LoggerFactory.getLogger(HubEnds.class);

    private final EventHubConsumerAsyncClient client;
    private final long intervalNanos;
    private final Map<Integer, Long> ends = new ConcurrentHashMap<>();
    private volatile Set<Integer> there = Set.of();
    private Disposable asked = Disposables.disposed();
    private long askedNanos = System.nanoTime();
    private volatile long heardNanos = System.nanoTime();

    /** @param interval from one question to the next */
    HubEnds(EventHubConsumerAsyncClient client, Duration interval) {
        this.client = client;
        this.intervalNanos = interval.toNanos();
    }

    /** Sequence of the next event to be produced, or of the next to be received if that is known to be later. */
    long of(int partition, long next) {
        return Math.max(next, ends.getOrDefault(partition, 0L));
    }

    /** All partitions, when the broker last told them; none before. */
    Set<Integer> partitions() {
        return there;
    }

    /** When the broker last told where a partition ends. */
    long heardNanos() {
        return heardNanos;
    }

    void learn(int partition, long end) {
        heardNanos = System.nanoTime();
        ends.put(partition, end);
    }

    /** Asks the broker now and then, and does not wait for it. To be called by one thread. */
    void askIfDue(Set<Integer> partitions) {
        long now = System.nanoTime();
        if (partitions.isEmpty() || !asked.isDisposed() || now - askedNanos < intervalNanos) {
            return;
        }
        askedNanos = now;
        asked = client.getEventHubProperties()
                .doOnNext(this::learn)
                .thenMany(Flux.fromIterable(Set.copyOf(partitions)))
                .flatMap(partition -> client.getPartitionProperties(Integer.toString(partition)))
                .subscribe(this::learn, unanswered -> LOG.debug("Where a hub ends stays as it was known", unanswered));
    }

    private void learn(EventHubProperties hub) {
        there = hub.getPartitionIds().stream().map(Integer::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    private void learn(PartitionProperties properties) {
        learn(Integer.parseInt(properties.getId()), properties.getLastEnqueuedSequenceNumber() + 1);
    }

    void close() {
        asked.dispose();
    }
}
