package io.weir.ingest.source.eventhubs;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.store.Secrets;
import io.weir.support.azure.OwnIdentity;
import io.weir.support.secret.ProcessVariables;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Clients that sign in as their store says: with its connection string, or as the worker itself. */
@Component
final class HubClients {

    private final ConnectionStrings connectionStrings;
    private final WorkerIdentity identity;

    @Autowired
    HubClients(Secrets secrets, OwnIdentity rules) {
        this(new ConnectionStrings(ProcessVariables.all(), secrets), WorkerIdentity.ofAzure(rules));
    }

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
        return of(request, HubLinks.AHEAD);
    }

    /**
     * The same with so many events of each partition sent ahead of who reads them.
     *
     * @param ahead at most 8,000
     */
    EventHubConsumerAsyncClient of(SourceRequest request, int ahead) {
        return signedIn(request, builder -> builder.prefetchCount(ahead).buildAsyncConsumerClient());
    }

    /** As {@link #of}, to send events with. */
    EventHubProducerClient producer(SourceRequest request) {
        return signedIn(request, EventHubClientBuilder::buildProducerClient);
    }

    private <T> T signedIn(SourceRequest request, Function<EventHubClientBuilder, T> build) {
        EventHubClientBuilder builder =
                new EventHubClientBuilder().consumerGroup(request.group()).retryOptions(retries());
        if (request.isAsWorker()) {
            identity.signIn(builder, request);
            return build.apply(builder);
        }
        try {
            return build.apply(builder.connectionString(connectionStrings.of(request), request.topic()));
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
