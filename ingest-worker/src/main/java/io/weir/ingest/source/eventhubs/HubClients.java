package io.weir.ingest.source.eventhubs;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import java.time.Duration;

/** Clients that sign in as their store says: with its connection string, or as the worker itself. */
final class HubClients {

    private final ConnectionStrings connectionStrings;
    private final WorkerIdentity identity;

    HubClients(ConnectionStrings connectionStrings, WorkerIdentity identity) {
        this.connectionStrings = connectionStrings;
        this.identity = identity;
    }

    /**
     * A client of a request's hub, not connected yet.
     *
     * @throws SourceException if it has nothing to sign in with
     */
    EventHubConsumerAsyncClient of(SourceRequest request) {
        EventHubClientBuilder builder =
                new EventHubClientBuilder().consumerGroup(request.group()).retryOptions(retries());
        if (request.isAsWorker()) {
            identity.signIn(builder, request);
            return builder.buildAsyncConsumerClient();
        }
        try {
            return builder.connectionString(connectionStrings.of(request), request.topic())
                    .buildAsyncConsumerClient();
        } catch (IllegalArgumentException malformed) {
            // Its message may hold the key, so it is not passed on.
            throw new SourceException("the connection string of store "
                    + request.broker().name() + " is not one of Event Hubs, or names another hub");
        }
    }

    /** Made when it is needed: a start without hubs loads nothing of the client. */
    private static AmqpRetryOptions retries() {
        return new AmqpRetryOptions()
                .setMaxRetries(3)
                .setDelay(Duration.ofMillis(200))
                .setTryTimeout(Duration.ofSeconds(20));
    }
}
