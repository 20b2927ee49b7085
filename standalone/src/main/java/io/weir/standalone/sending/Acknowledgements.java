package io.weir.standalone.sending;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** What the broker has said so far about the records of one sender. The producer's thread tells, the sending one asks. */
final class Acknowledgements {

    private final LongConsumer listener;
    private long acknowledged;
    private volatile @Nullable Exception failure;

    Acknowledgements(long already, LongConsumer listener) {
        this.acknowledged = already;
        this.listener = listener;
    }

    /** Called for each record; {@code offset} is where it belongs. */
    synchronized void heard(long offset, @Nullable RecordMetadata where, @Nullable Exception why) {
        if (why != null) {
            fail(why);
        } else if (where != null && where.offset() != offset) {
            fail(new SendingException(
                    "topic " + where.topic() + " is written by somebody else too: a record came to offset "
                            + where.offset() + " of partition " + where.partition() + " in place of " + offset
                            + "; use a topic of its own"));
        } else {
            acknowledged++;
            listener.accept(acknowledged);
        }
        notifyAll();
    }

    private void fail(Exception why) {
        if (failure == null) {
            failure = why;
        }
    }

    @Nullable
    Exception failure() {
        return failure;
    }

    /** Waits until {@code count} records are there; {@code false} if for {@code seconds} none came or one failed. */
    synchronized boolean await(long count, int seconds) throws InterruptedException {
        while (acknowledged < count && failure == null) {
            long before = acknowledged;
            TimeUnit.SECONDS.timedWait(this, seconds);
            if (acknowledged == before) {
                return false;
            }
        }
        return failure == null;
    }
}
