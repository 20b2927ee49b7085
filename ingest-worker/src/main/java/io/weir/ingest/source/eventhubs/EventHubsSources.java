package io.weir.ingest.source.eventhubs;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import io.weir.ingest.source.Extent;
import io.weir.ingest.source.Source;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceListener;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.Sources;
import io.weir.ingest.stage.Payloads;
import io.weir.ingest.store.Secrets;
import io.weir.ingest.store.StoreAddress;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Readers of hubs. */
@Component
final class EventHubsSources implements Sources {

    private final HubLeases leases;
    private final ConnectionStrings connectionStrings;

    @Autowired
    EventHubsSources(HubLeases leases, Secrets secrets) {
        this(leases, System.getenv(), secrets);
    }

    EventHubsSources(HubLeases leases, Map<String, String> environment, Secrets secrets) {
        this.leases = leases;
        this.connectionStrings = new ConnectionStrings(environment, secrets);
    }

    @Override
    public String kind() {
        return StoreAddress.EVENTHUBS;
    }

    @Override
    public Source open(SourceRequest request, SourceListener listener) {
        return new EventHubsSource(client(request), new HubLease(leases, request), request, listener);
    }

    @Override
    public Map<Integer, Long> ends(SourceRequest request) {
        try (EventHubConsumerAsyncClient client = client(request)) {
            return new HubPartitions(client)
                    .extents().stream().collect(Collectors.toMap(Extent::partition, Extent::end));
        } catch (AmqpException failed) {
            throw Failures.of(request, failed);
        }
    }

    @Override
    public void peek(SourceRequest request, int most, Duration longest, Payloads payloads) {
        try (EventHubConsumerAsyncClient client = client(request)) {
            new HubPartitions(client).peek(request, most, longest, payloads);
        } catch (AmqpException failed) {
            throw Failures.of(request, failed);
        }
    }

    private EventHubConsumerAsyncClient client(SourceRequest request) {
        try {
            return new EventHubClientBuilder()
                    .connectionString(connectionStrings.of(request), request.topic())
                    .consumerGroup(request.group())
                    .retryOptions(retries())
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
