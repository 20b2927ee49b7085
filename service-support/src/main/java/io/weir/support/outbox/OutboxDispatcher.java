package io.weir.support.outbox;

import io.weir.support.outbox.DeliveryOutcome.Delivered;
import io.weir.support.outbox.DeliveryOutcome.Failed;
import io.weir.support.outbox.DeliveryOutcome.Refused;
import io.weir.support.retry.Backoff;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Sends the messages of one key at a time. The key stays locked in an open transaction while its messages travel, so a
 * dispatcher that dies lets go of it at once; its messages are then sent again.
 */
final class OutboxDispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxDispatcher.class);

    /** A key gives way to the others, and its transaction ends, after so many messages or this long. */
    private static final int RUN = 50;

    private static final Duration RUN_TIME = Duration.ofSeconds(5);

    private final OutboxMessages messages;
    private final Courier courier;
    private final TransactionOperations transactions;
    private final Backoff backoff;
    private final Deliveries deliveries;
    private final Origins origins;
    private final RandomGenerator random = RandomGenerator.getDefault();

    OutboxDispatcher(
            OutboxMessages messages,
            Courier courier,
            TransactionOperations transactions,
            Backoff backoff,
            Deliveries deliveries,
            Origins origins) {
        this.origins = origins;
        this.deliveries = deliveries;
        this.messages = messages;
        this.courier = courier;
        this.transactions = transactions;
        this.backoff = backoff;
    }

    /**
     * Serves one key.
     *
     * @return whether there was one to serve
     */
    boolean dispatch() {
        Boolean served = transactions.execute(transaction -> {
            Optional<String> key = messages.claimKey();
            key.ifPresent(this::serve);
            return key.isPresent();
        });
        return Boolean.TRUE.equals(served);
    }

    /** Sends in order and stops at the first message that did not arrive, or is not due: the later ones must not overtake it. */
    private void serve(String key) {
        long deadline = System.nanoTime() + RUN_TIME.toNanos();
        for (OutboxMessage message : messages.waiting(key, RUN)) {
            if (!message.due() || !settle(message, deliver(message)) || System.nanoTime() > deadline) {
                return;
            }
        }
    }

    private DeliveryOutcome deliver(OutboxMessage message) {
        return origins.delivering(message, () -> courier.deliver(message));
    }

    private boolean settle(OutboxMessage message, DeliveryOutcome outcome) {
        deliveries.count(message.destination(), outcome);
        if (outcome instanceof Delivered) {
            messages.delete(message);
            return true;
        }
        if (outcome instanceof Refused refused) {
            messages.park(message, refused.error());
            LOG.error("{} is parked in outbox_message, for it was refused: {}", message.label(), refused.error());
            return true;
        }
        if (outcome instanceof Failed failed) {
            postpone(message, failed);
        }
        return false;
    }

    private void postpone(OutboxMessage message, Failed failed) {
        Duration wait = backoff.after(message.attempts() + 1, random);
        // The receiver may ask for a longer wait, but not for one without end.
        Duration asked = failed.atLeast().compareTo(backoff.cap()) > 0 ? backoff.cap() : failed.atLeast();
        messages.postpone(message, failed.error(), wait.compareTo(asked) < 0 ? asked : wait);
        if (message.attempts() == 0) {
            LOG.warn("{} will be sent again: {}", message.label(), failed.error());
        }
    }
}
