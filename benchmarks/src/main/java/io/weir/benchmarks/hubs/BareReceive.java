package io.weir.benchmarks.hubs;

import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import com.azure.messaging.eventhubs.models.EventPosition;
import io.weir.benchmarks.measure.Trial;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Azure's own client receiving all events of a hub, each of which is looked at and forgotten: from connecting until
 * the last one came. Nothing is decoded, written, or known afterwards.
 */
public final class BareReceive implements Trial {

    private static final int PATIENCE_MINUTES = 5;

    private final String name;
    private final EventHubClientBuilder clients;
    private final int partitions;
    private final long events;

    /**
     * @param prefetch events that the broker may send ahead, for each partition: 500 unless somebody changes it, at most 8,000
     * @param events in the hub
     */
    public BareReceive(
            String name, String connectionString, String hub, String group, int partitions, int prefetch, long events) {
        this.name = name;
        this.clients = new EventHubClientBuilder()
                .connectionString(connectionString, hub)
                .consumerGroup(group)
                .prefetchCount(prefetch);
        this.partitions = partitions;
        this.events = events;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double run() throws Exception {
        CompletableFuture<Void> all = new CompletableFuture<>();
        AtomicLong received = new AtomicLong();
        Disposable.Composite readers = Disposables.composite();
        long begin = System.nanoTime();
        try (EventHubConsumerAsyncClient client = clients.buildAsyncConsumerClient()) {
            for (int partition = 0; partition < partitions; partition++) {
                readers.add(client.receiveFromPartition(Integer.toString(partition), EventPosition.earliest())
                        .subscribe(
                                event -> {
                                    if (received.incrementAndGet() == events) {
                                        all.complete(null);
                                    }
                                },
                                all::completeExceptionally));
            }
            all.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
            return (System.nanoTime() - begin) / 1e9;
        } finally {
            readers.dispose();
        }
    }
}
