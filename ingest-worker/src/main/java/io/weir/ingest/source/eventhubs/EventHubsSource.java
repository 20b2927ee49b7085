package io.weir.ingest.source.eventhubs;

import io.weir.ingest.source.Extent;
import io.weir.ingest.source.Resumption;
import io.weir.ingest.source.Source;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceIdentity;
import io.weir.ingest.source.SourceListener;
import io.weir.ingest.source.SourcePosition;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.SourceStart;
import io.weir.ingest.source.lease.HubLease;
import io.weir.ingest.source.lease.Share;
import io.weir.ingest.stage.Payloads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads its share of a hub's partitions; where others read all of them, it stands by. The epoch of a partition's lease is the
 * owner level of its link, so that the broker closes the links of an owner that slept through the end of its lease.
 */
final class EventHubsSource implements Source, PartitionReader.Arrivals {

    /** Events come one by one, and each would wake a thread that waits for it: who gathers them wakes a thousandth as often. */
    private static final long GATHERING_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final Duration ENDS_INTERVAL = Duration.ofSeconds(5);

    private final HubLinks links;
    private final HubEnds ends;
    private final HubLease lease;
    private final SourceRequest request;
    private final SourceListener listener;
    private final Map<Integer, PartitionReader> readers = new TreeMap<>();

    /** Partitions whose events are large. */
    private final Set<Integer> careful = new TreeSet<>();

    private final BlockingQueue<Arrival> arrived = new LinkedBlockingQueue<>();
    private volatile @Nullable Throwable failure;

    /** All partitions of the hub, whoever reads them; none before it was looked at. */
    private Set<Integer> known = Set.of();

    private boolean paused;

    /** @param links which are closed with this */
    EventHubsSource(HubLinks links, HubLease lease, SourceRequest request, SourceListener listener) {
        this.links = links;
        this.ends = new HubEnds(links.client(), ENDS_INTERVAL);
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
        if (first.isFew()) {
            LockSupport.parkNanos(GATHERING_NANOS);
        }
        first.handOver(payloads, listener);
        List<Arrival> others = new ArrayList<>();
        arrived.drainTo(others);
        others.forEach(arrival -> arrival.handOver(payloads, listener));
        for (PartitionReader reader : List.copyOf(readers.values())) {
            if (reader.isOfLarge() && careful.add(reader.partition())) {
                beginCarefully(reader);
            }
        }
    }

    /** Goes on where the reader is: what is on its way to it is sent again, of which there is much. */
    private void beginCarefully(PartitionReader reader) {
        reader.giveUp();
        PartitionReader next = reader(reader.partition(), reader.epoch(), reader.next());
        readers.put(next.partition(), next);
        links.beginCarefully(next);
    }

    private void keepLease() {
        if (!lease.isDue()) {
            return;
        }
        HubPartitions looked = known.isEmpty() || hasGrown() ? look() : null;
        Share share = lease.settle(known);
        Set<Integer> lost = new TreeSet<>(readers.keySet());
        // Whoever comes back to a partition that another owner had meanwhile does not know where that one came to.
        lost.removeIf(partition -> Objects.equals(share.owned().get(partition), epoch(partition)));
        if (!lost.isEmpty()) {
            listener.lost(lost);
            return;
        }
        giveUp(share.surplus());
        Map<Integer, Long> taken = new TreeMap<>(share.owned());
        taken.keySet().removeAll(share.surplus());
        taken.keySet().removeAll(readers.keySet());
        if (!taken.isEmpty()) {
            begin(looked == null ? look() : looked, taken);
        }
    }

    private boolean hasGrown() {
        return !known.containsAll(ends.partitions());
    }

    private HubPartitions look() {
        HubPartitions hub = new HubPartitions(links.client());
        known = Set.copyOf(hub.numbers());
        return hub;
    }

    private @Nullable Long epoch(int partition) {
        PartitionReader reader = readers.get(partition);
        return reader == null ? null : reader.epoch();
    }

    /** Only when all that was taken of them is written, or is known not to be, others may have them. */
    private void giveUp(Set<Integer> surplus) {
        if (surplus.isEmpty()) {
            return;
        }
        Set<Integer> read = new TreeSet<>(surplus);
        read.retainAll(readers.keySet());
        if (!read.isEmpty()) {
            listener.revoked(read);
            read.forEach(this::end);
        }
        lease.release(surplus);
    }

    private void end(int partition) {
        PartitionReader reader = readers.remove(partition);
        careful.remove(partition);
        if (reader != null) {
            reader.giveUp();
        }
    }

    private void begin(HubPartitions hub, Map<Integer, Long> epochs) {
        listener.reading(SourceIdentity.ofTopic(request.topic(), hub.identity()));
        Map<Integer, Long> after = listener.assigned(epochs.keySet());
        Resumption resumption = new Resumption(
                request, listener, hub.index(partition -> HubLinks.options(epochs.getOrDefault(partition, 0L))));
        Collection<Extent> extents = hub.extents();
        Map<Integer, Long> next = resumption.next(beginning(extents, after), after);
        for (Extent extent : extents) {
            int partition = extent.partition();
            Long epoch = epochs.get(partition);
            if (epoch != null) {
                ends.learn(partition, extent.end());
                PartitionReader reader = reader(partition, epoch, next.getOrDefault(partition, 0L));
                readers.put(partition, reader);
                links.begin(reader);
            }
        }
    }

    /**
     * Those to read; where all begin with what comes from now on, the others as well: it is now for those too that another
     * worker has.
     */
    private Collection<Extent> beginning(Collection<Extent> extents, Map<Integer, Long> after) {
        boolean all = request.start() instanceof SourceStart.Latest && after.containsValue(SourceListener.FROM_START);
        return extents.stream()
                .filter(extent -> all || after.containsKey(extent.partition()))
                .toList();
    }

    private PartitionReader reader(int partition, long epoch, long next) {
        return request.enveloped()
                ? new EnvelopedReader(partition, epoch, next, this)
                : new PartitionReader(partition, epoch, next, this);
    }

    private void refuseAfterFailure() {
        Throwable failed = failure;
        if (failed != null) {
            throw refused(failed);
        }
    }

    /** The hub's partitions are what a broker does not tell everybody. */
    private SourceException refused(Throwable failed) {
        return known.isEmpty() ? Failures.of(request, failed) : Failures.ofAdmitted(request, failed);
    }

    @Override
    public void arrived(PartitionReader reader) {
        arrived.add(reader);
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

    @Override
    public long heardNanos() {
        return ends.heardNanos();
    }

    @Override
    public boolean isShared() {
        return readers.size() < known.size();
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
        links.close();
        lease.close();
    }
}
