package io.weir.ingest.source.eventhubs;

import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import com.azure.messaging.eventhubs.models.PartitionEvent;
import com.azure.messaging.eventhubs.models.ReceiveOptions;
import io.weir.ingest.source.Extent;
import io.weir.ingest.source.Resumption;
import io.weir.ingest.source.Source;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceIdentity;
import io.weir.ingest.source.SourceListener;
import io.weir.ingest.source.SourcePosition;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.lease.ReaderLease;
import io.weir.ingest.stage.Payloads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads all partitions of a hub while it holds the hub's lease; without it, it stands by. The lease's epoch is the
 * owner level of every link, so that the broker closes the links of an owner that slept through the end of its lease.
 */
final class EventHubsSource implements Source, PartitionReader.Arrivals {

    private static final int LONGEST_POLL = 20_000;

    /** So few are not worth waking up for. */
    private static final int FEW = 100;

    /** Events come one by one, and each would wake a thread that waits for it: who gathers them wakes a thousandth as often. */
    private static final long GATHERING_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final Duration ENDS_INTERVAL = Duration.ofSeconds(5);

    private final EventHubConsumerAsyncClient client;
    private final HubEnds ends;
    private final ReaderLease lease;
    private final SourceRequest request;
    private final SourceListener listener;
    private final Map<Integer, PartitionReader> readers = new TreeMap<>();
    private final BlockingQueue<Arrival> arrived = new LinkedBlockingQueue<>();
    private volatile @Nullable Throwable failure;
    private boolean paused;

    /** @param client which is closed with this */
    EventHubsSource(
            EventHubConsumerAsyncClient client, ReaderLease lease, SourceRequest request, SourceListener listener) {
        this.client = client;
        this.ends = new HubEnds(client, ENDS_INTERVAL);
        this.lease = lease;
        this.request = request;
        this.listener = listener;
    }

    @Override
    public void poll(Duration longest, Payloads payloads) {
        try {
            keepLease();
            refuseAfterFailure();
            ends.askIfDue(readers.keySet());
            if (!paused) {
                takeOver(longest, payloads);
            }
        } catch (RuntimeException failed) {
            throw Failures.isOfClient(failed) ? refused(failed) : failed;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void takeOver(Duration longest, Payloads payloads) throws InterruptedException {
        Arrival first = arrived.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            return;
        }
        if (arrived.size() < FEW) {
            LockSupport.parkNanos(GATHERING_NANOS);
        }
        first.handOver(payloads, listener);
        List<Arrival> others = new ArrayList<>();
        arrived.drainTo(others, LONGEST_POLL);
        others.forEach(arrival -> arrival.handOver(payloads, listener));
    }

    private void keepLease() {
        if (!lease.isDue()) {
            return;
        }
        OptionalLong epoch = lease.take();
        if (epoch.isEmpty() && !readers.isEmpty()) {
            listener.lost(Set.copyOf(readers.keySet()));
        }
        if (epoch.isPresent() && readers.isEmpty()) {
            begin(epoch.getAsLong());
        }
    }

    private void begin(long epoch) {
        ReceiveOptions options = new ReceiveOptions().setOwnerLevel(epoch);
        HubPartitions hub = new HubPartitions(client);
        listener.reading(SourceIdentity.ofTopic(request.topic(), hub.identity()));
        Map<Integer, Long> after = listener.assigned(hub.numbers());
        Resumption resumption =
                new Resumption(request, listener, (extent, millis) -> hub.firstSince(extent, millis, options));
        Collection<Extent> extents = hub.extents();
        Map<Integer, Long> next = resumption.next(extents, after);
        for (Extent extent : extents) {
            int partition = extent.partition();
            ends.learn(partition, extent.end());
            readers.put(partition, reader(partition, next.getOrDefault(partition, 0L)));
        }
        readers.forEach(
                (partition, reader) -> client.receiveFromPartition(partition.toString(), reader.start(), options)
                        .subscribe(reader));
    }

    private PartitionReader reader(int partition, long next) {
        return request.enveloped()
                ? new EnvelopedReader(partition, next, this)
                : new PartitionReader(partition, next, this);
    }

    private void refuseAfterFailure() {
        Throwable failed = failure;
        if (failed != null) {
            throw refused(failed);
        }
    }

    /** There are readers only after the broker told of the hub's partitions, which it does not tell everybody. */
    private SourceException refused(Throwable failed) {
        return readers.isEmpty() ? Failures.of(request, failed) : Failures.ofAdmitted(request, failed);
    }

    @Override
    public void arrived(PartitionReader reader, PartitionEvent event) {
        arrived.add(Arrival.of(reader, event));
    }

    @Override
    public void failed(Throwable failed) {
        failure = failed;
        wakeUp();
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public Map<Integer, SourcePosition> positions() {
        Map<Integer, SourcePosition> positions = new TreeMap<>();
        readers.forEach((partition, reader) ->
                positions.put(partition, new SourcePosition(reader.next(), ends.of(partition, reader.next()))));
        return positions;
    }

    /** Does nothing: a hub keeps no positions for its readers. */
    @Override
    public void report(Map<Integer, Long> sequences) {}

    @Override
    public void wakeUp() {
        arrived.add(Arrival.WAKE_UP);
    }

    @Override
    public void close() {
        readers.values().forEach(PartitionReader::cancel);
        ends.close();
        client.close();
        lease.close();
    }
}
