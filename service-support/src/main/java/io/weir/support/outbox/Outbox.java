package io.weir.support.outbox;

import io.weir.support.request.RequestIds;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** Takes messages for other services in the transaction that makes them true. */
public final class Outbox {

    private final OutboxMessages messages;
    private final JsonMapper json;
    private final Runnable wake;
    private final Origins origins;

    Outbox(OutboxMessages messages, JsonMapper json, Runnable wake, Origins origins) {
        this.origins = origins;
        this.messages = messages;
        this.json = json;
        this.wake = wake;
    }

    /**
     * Writes a message down; it is sent after the running transaction commits, and never if it does not.
     *
     * @param path where the destination takes it by POST, as in {@code /api/v1/lineage}
     * @param orderingKey messages of one key arrive in the order of their transactions, where those follow one another
     * @param body what is sent as JSON; a string is taken as JSON text that is ready
     * @throws IllegalStateException outside of a transaction
     * @throws IllegalArgumentException where {@code path} does not begin with a slash
     */
    public void append(Destination destination, String path, String orderingKey, Object body) {
        write(destination, path, orderingKey, body, Duration.ZERO);
    }

    /**
     * The same for a message that is sent when some time is over, or it is {@link #hasten hastened}. Later ones of its key wait for it.
     *
     * @see #append
     */
    public void appendFor(Duration wait, Destination destination, String path, String orderingKey, Object body) {
        write(destination, path, orderingKey, body, wait);
    }

    /** Has all messages of some keys be sent at once that wait for their time alone. */
    public void hasten(Collection<String> orderingKeys) {
        messages.hasten(orderingKeys);
        wake.run();
    }

    /**
     * Writes a message to the {@link ExternalDestination} down, which takes all messages in one place.
     *
     * @see #append
     */
    public void appendExternal(String orderingKey, Object body) {
        write(Destination.EXTERNAL, "/", orderingKey, body, Duration.ZERO);
    }

    /** The time by the clock of the database: those of the machines around it may differ. */
    public Instant databaseTime() {
        return messages.databaseTime();
    }

    private void write(Destination destination, String path, String orderingKey, Object body, Duration wait) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a message must be written in the transaction that makes it true");
        }
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("not a path on a service: " + path);
        }
        String text = body instanceof String ready ? ready : json.writeValueAsString(body);
        String requestId = RequestIds.current();
        messages.insert(destination, path, orderingKey, text, requestId, wait);
        origins.note(requestId);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                wake.run();
            }
        });
    }
}
