package io.weir.ingest.source.eventhubs;

import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import com.azure.messaging.eventhubs.PartitionProperties;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.PartitionEvent;
import com.azure.messaging.eventhubs.models.ReceiveOptions;
import io.weir.ingest.source.Extent;
import io.weir.ingest.source.RecordIndex;
import io.weir.ingest.source.SourceException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sequences of a hub's events by what else is known of them: those of single events that are received to see them.
 *
 * @param client which stays open as long as this is used
 * @param properties of the partitions when the hub was asked
 * @param levels of each partition that of who owns it
 */
record HubIndex(
        EventHubConsumerAsyncClient client,
        Map<Integer, PartitionProperties> properties,
        IntFunction<ReceiveOptions> levels)
        implements RecordIndex {

    private static final Logger LOG = LoggerFactory.getLogger(HubIndex.class);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Before all events. */
    private static final String BEGINNING = "-1";

    /** Hubs that are copied to other regions have offsets of other kinds, which only the broker compares. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,30}");

    /** Of a partition that never had an event it is a number below all others. */
    private static final Pattern SIGNED = Pattern.compile("-?[0-9]{1,30}");

    @Override
    public long firstSince(Extent extent, long millis) {
        PartitionProperties known = properties.get(extent.partition());
        if (known == null
                || extent.begin() == extent.end()
                || known.getLastEnqueuedTime().toEpochMilli() < millis) {
            return extent.end();
        }
        // The broker gives what came after a time, not what came at it.
        EventPosition before = EventPosition.fromEnqueuedTime(Instant.ofEpochMilli(millis - 1));
        return received(known, before, "has events since " + Instant.ofEpochMilli(millis) + ", but sends none");
    }

    @Override
    public long firstAfter(Extent extent, String offset) {
        PartitionProperties known = properties.get(extent.partition());
        if (known == null || offset.equals(BEGINNING)) {
            return extent.begin();
        }
        String last = known.getLastEnqueuedOffset();
        if (isAfter(offset, last)) {
            throw new SourceException(
                    place(known) + " ends with offset " + last + ", so it cannot be read after offset " + offset
                            + ". Start the pipeline again when it can, or reset it");
        }
        return offset.equals(last) || known.isEmpty() ? extent.end() : firstReceived(extent, known, offset);
    }

    private static boolean isAfter(String offset, String last) {
        boolean comparable =
                NUMBER.matcher(offset).matches() && SIGNED.matcher(last).matches();
        return comparable && new BigInteger(offset).compareTo(new BigInteger(last)) > 0;
    }

    private long firstReceived(Extent extent, PartitionProperties known, String offset) {
        long first = received(known, EventPosition.fromOffsetString(offset), "sends no event after offset " + offset);
        if (first == extent.begin() && first > 0) {
            LOG.warn(
                    "{} has no event before sequence {} any more: whether there were others after offset {} is not known",
                    place(known),
                    first,
                    offset);
        }
        return first;
    }

    private long received(PartitionProperties partition, EventPosition position, String failure) {
        int number = Integer.parseInt(partition.getId());
        PartitionEvent event = client.receiveFromPartition(partition.getId(), position, levels.apply(number))
                .next()
                .take(PATIENCE)
                .block();
        if (event == null) {
            throw new SourceException(place(partition) + " " + failure, false, null);
        }
        return event.getData().getSequenceNumber();
    }

    private static String place(PartitionProperties partition) {
        return "partition " + partition.getId() + " of hub " + partition.getEventHubName();
    }
}
