package io.weir.standalone.soak;

import io.weir.standalone.sending.EventSender;
import io.weir.standalone.sending.SendingException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends events all the time, whether the broker is there or not. The sender goes on at the partitions' ends, so a record whose
 * acknowledgement was lost with the broker is sent neither twice nor never.
 */
final class Producing implements AutoCloseable {

    private static final int SECONDS_A_TURN = 5;
    private static final int MOST_SECONDS_TO_END = 120;

    private final EventSender sender;
    private final long perSecond;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong interruptions = new AtomicLong();
    private final Future<?> sending;
    private volatile boolean ending;
    private volatile String lastInterruption = "";

    Producing(String bootstrapServers, long perSecond) {
        this.sender = new EventSender(bootstrapServers, SoakSetup.NAME);
        this.perSecond = perSecond;
        this.sending = thread.submit(this::send);
    }

    private void send() {
        while (!ending) {
            try {
                sendTurn();
            } catch (SendingException brokerAway) {
                interruptions.incrementAndGet();
                lastInterruption = String.valueOf(brokerAway.getMessage());
            }
        }
    }

    private void sendTurn() {
        long count = sender.sent() + SECONDS_A_TURN * perSecond;
        sender.send(new SoakEvents(count, SoakSetup.PARTITIONS, perSecond), sent::set);
    }

    /** How many events the broker has acknowledged, of this soak and of earlier ones on the same folder. */
    long sent() {
        return sent.get();
    }

    /** How often the broker was away for so long that the sender began anew. */
    long interruptions() {
        return interruptions.get();
    }

    /** Ends the turn, while the broker is there; {@code false} if that takes more than two minutes. */
    boolean finish() throws InterruptedException {
        ending = true;
        try {
            sending.get(MOST_SECONDS_TO_END, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(lastInterruption, e.getCause());
        }
    }

    @Override
    public void close() {
        ending = true;
        thread.shutdownNow();
    }
}
