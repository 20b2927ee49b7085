package io.weir.ingest.source.eventhubs;

import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import com.azure.messaging.eventhubs.EventHubProperties;
import com.azure.messaging.eventhubs.PartitionProperties;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.PartitionEvent;
import com.azure.messaging.eventhubs.models.ReceiveOptions;
import io.weir.ingest.source.Extent;
import io.weir.ingest.source.RecordIndex;
import io.weir.ingest.source.Sample;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.stage.Payloads;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import reactor.core.publisher.Flux;

/** What a hub has, as it was when it was asked: one call, and one more for each partition, all of these at once. */
final class HubPartitions {

    /** Partitions that are looked at, each of which has events sent ahead. */
    private static final int MOST_AT_ONCE = 32;

    private final EventHubConsumerAsyncClient client;
    private final String identity;
    private final Map<Integer, PartitionProperties> properties;

    /**
     * Asks the hub.
     *
     * @param client which stays open as long as this is used
     */
    HubPartitions(EventHubConsumerAsyncClient client) {
        this.client = client;
        EventHubProperties hub =
                Objects.requireNonNull(client.getEventHubProperties().block());
        this.identity = String.valueOf(hub.getCreatedAt());
        this.properties = new TreeMap<>(Objects.requireNonNull(Flux.fromIterable(hub.getPartitionIds())
                .flatMap(client::getPartitionProperties)
                .collectMap(partition -> Integer.valueOf(partition.getId()))
                .block()));
    }

    /** What tells the hub from those that had its name before. */
    String identity() {
        return identity;
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
     * Where its events lie.
     *
     * @param levels of each partition that of who owns it, with which events are received to be looked at
     */
    RecordIndex index(IntFunction<ReceiveOptions> levels) {
        return new HubIndex(client, properties, levels);
    }

    /** The sequences of the first events after some offsets. Who owns the partitions is not disturbed. */
    Map<Integer, Long> firstAfter(Map<Integer, String> offsets) {
        ReceiveOptions options = new ReceiveOptions();
        RecordIndex index = index(any -> options);
        Map<Integer, Long> firsts = new TreeMap<>();
        List<String> refused = new ArrayList<>();
        for (Extent extent : extents()) {
            String offset = offsets.get(extent.partition());
            if (offset != null) {
                try {
                    firsts.put(extent.partition(), index.firstAfter(extent, offset));
                } catch (SourceException nothing) {
                    requireLasting(nothing);
                    refused.add(nothing.getMessage());
                }
            }
        }
        if (!refused.isEmpty()) {
            throw new SourceException(String.join("; ", refused));
        }
        return firsts;
    }

    private static void requireLasting(SourceException nothing) {
        if (!nothing.isLasting()) {
            throw nothing;
        }
    }

    /**
     * Hands over a sample of each partition, of many at once: none waits for another that sends nothing. Who owns them is not disturbed.
     *
     * @param longest for all of them together
     */
    void peek(SourceRequest request, int most, Duration longest, Payloads payloads) {
        ReceiveOptions options = new ReceiveOptions();
        Map<Integer, Sample> samples = Sample.of(request.start(), extents(), most, index(any -> options));
        Flux.fromIterable(samples.entrySet())
                .flatMap(sample -> events(sample.getKey(), sample.getValue(), options), MOST_AT_ONCE)
                .take(longest)
                .toIterable()
                .forEach(event -> payloads.add(
                        Integer.parseInt(event.getPartitionContext().getPartitionId()),
                        event.getData().getSequenceNumber(),
                        request.enveloped()
                                ? EnvelopedReader.envelope(event.getData())
                                : ByteBuffer.wrap(event.getData().getBody())));
    }

    private Flux<PartitionEvent> events(int partition, Sample sample, ReceiveOptions options) {
        return client.receiveFromPartition(
                        Integer.toString(partition), EventPosition.fromSequenceNumber(sample.first(), true), options)
                .take(sample.records());
    }
}
