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
 * Reads one partition. The client's threads put events into the source's queue, as many as were asked for and no
 * more; positions are the polling thread's alone.
 */
class PartitionReader extends BaseSubscriber<PartitionEvent> {

    /** Events on their way, for each partition: what bounds memory however long a sink takes. */
    private static final int WINDOW = 2_000;

    private final int partition;
    private final Arrivals arrivals;
    private final long epoch;
    private long next;
    private int taken;
    private boolean given;

    /** Where a reader puts what comes; called by the client's threads. */
    interface Arrivals {
        void arrived(PartitionReader reader, PartitionEvent event);

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
        subscription.request(WINDOW);
    }

    @Override
    protected void hookOnNext(PartitionEvent event) {
        arrivals.arrived(this, event);
    }

    @Override
    protected void hookOnError(Throwable failure) {
        arrivals.failed(failure);
    }

    @Override
    protected void hookOnComplete() {
        arrivals.failed(new IllegalStateException("the reader of partition " + partition + " ended"));
    }

    /**
     * Hands an event over, unless it came a second time, as it does when the client had to connect anew, or the partition was
     * given up before it was looked at.
     */
    void handOver(PartitionEvent event, Payloads payloads, SourceListener listener) {
        if (given) {
            return;
        }
        long sequence = event.getData().getSequenceNumber();
        if (sequence > next) {
            listener.gap(partition, next, sequence);
        }
        if (sequence >= next) {
            payloads.add(partition, sequence, payload(event.getData()));
            next = sequence + 1;
        }
        askForMore();
    }

    /** What to hand over of an event. */
    ByteBuffer payload(EventData event) {
        return ByteBuffer.wrap(event.getBody());
    }

    private void askForMore() {
        taken++;
        if (taken == WINDOW / 4) {
            request(taken);
            taken = 0;
        }
    }

    /** Ends it: somebody else reads the partition from here on. */
    void giveUp() {
        given = true;
        cancel();
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
