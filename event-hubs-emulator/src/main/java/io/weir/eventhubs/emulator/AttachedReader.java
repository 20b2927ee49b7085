package io.weir.eventhubs.emulator;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.DeliveryAnnotations;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;

/** A link by which somebody reads a partition. Used by its connection's thread, but for {@link #steal}. */
final class AttachedReader {

    /** Bytes of a session that wait for its connection. */
    private static final int AHEAD = 64 << 10;

    private final Sender link;
    private final EmulatedPartition partition;
    private final Runnable wake;
    private final AtomicBoolean stolen = new AtomicBoolean();
    private long next;

    AttachedReader(Sender link, EmulatedPartition partition, long next, Runnable wake) {
        this.link = link;
        this.partition = partition;
        this.next = next;
        this.wake = wake;
    }

    Sender link() {
        return link;
    }

    /** Has the connection close the link: somebody with the same level or a higher one came. */
    void steal() {
        stolen.set(true);
        wake.run();
    }

    EmulatedPartition.@Nullable Fault takeFault() {
        return partition.takeFault();
    }

    /** Its link is closed. */
    void leave() {
        partition.leave(this);
    }

    boolean isStolen() {
        return stolen.get();
    }

    /**
     * Sends what there is, as far as the reader's credit goes, and not much ahead of the connection: each look at a session
     * goes through all that waits in it.
     *
     * @return whether there was anything to send
     */
    boolean feed() {
        next = Math.max(next, partition.begin());
        long first = next;
        EmulatedPartition.Event event = partition.event(next);
        while (event != null && link.getCredit() > 0 && link.getSession().getOutgoingBytes() < AHEAD) {
            Messages.send(link, message(event));
            next++;
            event = partition.event(next);
        }
        partition.sentUntil(next);
        return next > first;
    }

    private Message message(EmulatedPartition.Event event) {
        Message message = Message.Factory.create();
        Map<Symbol, Object> annotations = new HashMap<>();
        annotations.put(Symbol.valueOf("x-opt-sequence-number"), next);
        annotations.put(Symbol.valueOf("x-opt-offset"), Long.toString(next * 64));
        annotations.put(Symbol.valueOf("x-opt-enqueued-time"), Messages.date(event.enqueued()));
        message.setMessageAnnotations(new MessageAnnotations(annotations));
        long last = partition.last();
        Map<Symbol, Object> metrics = new HashMap<>();
        metrics.put(Symbol.valueOf("last_enqueued_sequence_number"), last);
        metrics.put(Symbol.valueOf("last_enqueued_offset"), Long.toString(last * 64));
        metrics.put(Symbol.valueOf("last_enqueued_time_utc"), Messages.date(partition.enqueued(last)));
        metrics.put(Symbol.valueOf("runtime_info_retrieval_time_utc"), Messages.date(System.currentTimeMillis()));
        message.setDeliveryAnnotations(new DeliveryAnnotations(metrics));
        message.setBody(new Data(event.body()));
        return message;
    }
}
