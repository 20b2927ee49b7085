package io.weir.ingest.source.eventhubs;

import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import com.azure.messaging.eventhubs.models.ReceiveOptions;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Links to partitions of a hub. Azure's client has events sent ahead of those who read them, and knows nothing of their size: of
 * large ones it is to ask for few. Used by one thread.
 */
final class HubLinks implements AutoCloseable {

    /** Events of a partition that are sent ahead. */
    static final int AHEAD = 500;

    /** Where they are {@linkplain Window#areLarge() large}. */
    static final int FEW_AHEAD = 16;

    private final IntFunction<EventHubConsumerAsyncClient> clients;
    private final EventHubConsumerAsyncClient usual;
    private @Nullable EventHubConsumerAsyncClient careful;

    /** @param clients makes one that has so many events of each partition sent ahead */
    HubLinks(IntFunction<EventHubConsumerAsyncClient> clients) {
        this.clients = clients;
        this.usual = clients.apply(AHEAD);
    }

    /** What asks the hub, too. */
    EventHubConsumerAsyncClient client() {
        return usual;
    }

    void begin(PartitionReader reader) {
        receive(usual, reader);
    }

    /** The same for a reader of large events. */
    void beginCarefully(PartitionReader reader) {
        EventHubConsumerAsyncClient client = careful == null ? clients.apply(FEW_AHEAD) : careful;
        careful = client;
        receive(client, reader);
    }

    private static void receive(EventHubConsumerAsyncClient client, PartitionReader reader) {
        client.receiveFromPartition(Integer.toString(reader.partition()), reader.start(), options(reader.epoch()))
                .subscribe(reader);
    }

    /** @param epoch of the partition's owner */
    static ReceiveOptions options(long epoch) {
        return new ReceiveOptions().setOwnerLevel(epoch);
    }

    @Override
    public void close() {
        usual.close();
        if (careful != null) {
            careful.close();
        }
    }
}
