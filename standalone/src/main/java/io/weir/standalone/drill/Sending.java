package io.weir.standalone.drill;

import io.weir.standalone.sending.EventSender;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends events until it is told to end; the broker is there all the time. */
final class Sending implements AutoCloseable {

    private static final long PER_SECOND = 500;
    private static final long TURN = 2 * PER_SECOND;

    private final EventSender sender;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<Long> sent;
    private volatile boolean ending;

    Sending(String bootstrapServers, String topic) {
        this.sender = new EventSender(bootstrapServers, topic);
        this.sent = thread.submit(this::send);
    }

    private long send() {
        long count = 0;
        while (!ending) {
            count += TURN;
            sender.send(new NumberedEvents(count, PER_SECOND), acknowledged -> {});
        }
        return count;
    }

    /** How many events the broker has, once the last is acknowledged. */
    long finish() throws InterruptedException {
        ending = true;
        try {
            return sent.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    @Override
    public void close() {
        ending = true;
        thread.shutdownNow();
    }
}
