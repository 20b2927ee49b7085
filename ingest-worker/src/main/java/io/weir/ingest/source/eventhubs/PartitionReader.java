package io.weir.ingest.source.eventhubs;

import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.PartitionEvent;
import io.weir.ingest.source.SourceListener;
import io.weir.ingest.stage.Payloads;
import java.nio.ByteBuffer;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/**
 * Reads one partition. One of the client's threads fills a chunk, with as many events as were asked for and no more, and the
 * polling thread takes it whole: it is told of the first event of each chunk. Positions are the polling thread's alone.
 */
class PartitionReader extends BaseSubscriber<PartitionEvent> implements Arrival {

    /** So few are not worth waking up for. */
    private static final int FEW = 100;

    private final int partition;
    private final Arrivals arrivals;
    private final long epoch;
    private final Window window = new Window();
    private EventChunk filling = new EventChunk();
    private EventChunk taken = new EventChunk();
    private long next;
    private boolean given;

    /** Where a reader says what comes; called by the client's threads. */
    interface Arrivals {
        void arrived(PartitionReader reader);

        void failed(Throwable failure);
    }

    /**
     * @param epoch of the owner that it reads for
     * @param next sequence of the first event to hand over
     */
    PartitionReader(int partition, long epoch, long next, Arrivals arrivals) {
        this.partition = partition;
        this.epoch = epoch;
        this.next = next;
        this.arrivals = arrivals;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        subscription.request(window.begin());
    }

    @Override
    protected void hookOnNext(PartitionEvent event) {
        EventData data = event.getData();
        if (fill(data.getSequenceNumber(), payload(data)) == 1) {
            arrivals.arrived(this);
        }
    }

    private synchronized int fill(long sequence, ByteBuffer payload) {
        filling.add(sequence, payload);
        return filling.size();
    }

    @Override
    protected void hookOnError(Throwable failure) {
        arrivals.failed(failure);
    }

    @Override
    protected void hookOnComplete() {
        arrivals.failed(new IllegalStateException("the reader of partition " + partition + " ended"));
    }

    @Override
    public synchronized boolean isFew() {
        return filling.size() < FEW;
    }

    /**
     * Hands over all that came, but for what came a second time, as it does when the client had to connect anew, and for all of
     * it where the partition was given up before it was looked at.
     */
    @Override
    public void handOver(Payloads payloads, SourceListener listener) {
        EventChunk chunk = exchange();
        if (!given) {
            long bytes = 0;
            int events = chunk.size();
            for (int index = 0; index < events; index++) {
                ByteBuffer payload = chunk.take(index);
                bytes += payload.remaining();
                handOver(chunk.sequence(index), payload, payloads, listener);
            }
            askFor(window.took(events, bytes));
        }
        chunk.clear();
    }

    private synchronized EventChunk exchange() {
        EventChunk full = filling;
        filling = taken;
        taken = full;
        return full;
    }

    private void handOver(long sequence, ByteBuffer payload, Payloads payloads, SourceListener listener) {
        if (sequence > next) {
            listener.gap(partition, next, sequence);
        }
        if (sequence >= next) {
            payloads.add(partition, sequence, payload);
            next = sequence + 1;
        }
    }

    private void askFor(int more) {
        if (more > 0) {
            request(more);
        }
    }

    /** What to hand over of an event. */
    ByteBuffer payload(EventData event) {
        return ByteBuffer.wrap(event.getBody());
    }

    /** Whether few of them should be sent ahead. */
    boolean isOfLarge() {
        return window.areLarge();
    }

    /** Ends it: somebody else reads the partition from here on. */
    void giveUp() {
        given = true;
        cancel();
    }

    int partition() {
        return partition;
    }

    /** Of the owner that it reads for. */
    long epoch() {
        return epoch;
    }

    /** Sequence of the next event that is handed over. */
    long next() {
        return next;
    }

    /** Where to have the broker begin. */
    EventPosition start() {
        return EventPosition.fromSequenceNumber(next, true);
    }
}
