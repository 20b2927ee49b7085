package io.weir.ingest.source.eventhubs;

import com.azure.messaging.eventhubs.EventHubConsumerClient;
import com.azure.messaging.eventhubs.PartitionProperties;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.PartitionEvent;
import com.azure.messaging.eventhubs.models.ReceiveOptions;
import io.weir.ingest.source.Extent;
import io.weir.ingest.source.SourceException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a hub has, as it was when it was asked: two calls, and one more for each partition. */
final class HubPartitions implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final EventHubConsumerClient client;
    private final Map<Integer, PartitionProperties> properties = new TreeMap<>();

    HubPartitions(EventHubConsumerClient client) {
        this.client = client;
        client.getPartitionIds().forEach(id -> properties.put(Integer.valueOf(id), client.getPartitionProperties(id)));
    }

    Set<Integer> numbers() {
        return properties.keySet();
    }

    Collection<Extent> extents() {
        return properties.entrySet().stream()
                .map(partition -> extent(partition.getKey(), partition.getValue()))
                .toList();
    }

    private static Extent extent(int partition, PartitionProperties properties) {
        long end = properties.getLastEnqueuedSequenceNumber() + 1;
        return new Extent(partition, properties.isEmpty() ? end : properties.getBeginningSequenceNumber(), end);
    }

    /**
     * Sequence of the first event since a time: that of one event that is received to see it.
     *
     * @param options with the level of who owns the partition
     */
    long firstSince(Extent extent, long millis, ReceiveOptions options) {
        PartitionProperties known = properties.get(extent.partition());
        if (known == null
                || extent.begin() == extent.end()
                || known.getLastEnqueuedTime().toEpochMilli() < millis) {
            return extent.end();
        }
        // The broker gives what came after a time, not what came at it.
        EventPosition before = EventPosition.fromEnqueuedTime(Instant.ofEpochMilli(millis - 1));
        for (PartitionEvent event : client.receiveFromPartition(known.getId(), 1, before, PATIENCE, options)) {
            return event.getData().getSequenceNumber();
        }
        throw new SourceException(
                "partition " + extent.partition() + " of hub " + known.getEventHubName() + " has events since "
                        + Instant.ofEpochMilli(millis) + ", but sends none",
                false,
                null);
    }

    @Override
    public void close() {
        client.close();
    }
}
