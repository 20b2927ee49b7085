package io.weir.standalone.streamduck;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.identity.CredentialUnavailableException;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerClient;
import com.azure.messaging.eventhubs.models.EventPosition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Signs in at a hub, and reads an event of it as a member of the consumer group, whom nobody is disturbed by. */
final class HubCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final AmqpRetryOptions ONCE = new AmqpRetryOptions()
            .setMaxRetries(1)
            .setDelay(Duration.ofMillis(200))
            .setTryTimeout(Duration.ofSeconds(5));

    private final Mapping mapping;

    HubCheck(Mapping mapping) {
        this.mapping = mapping;
    }

    Finding look() {
        HubSource source = mapping.source();
        try (EventHubConsumerClient client = client(source)) {
            List<String> partitions = client.getPartitionIds().stream().toList();
            long seen = client.receiveFromPartition(partitions.get(0), 1, EventPosition.earliest(), PATIENCE).stream()
                    .count();
            return finding(
                    true,
                    partitions.size() + " partitions, read as " + source.consumerGroup()
                            + (seen == 0 ? "; the first one has no event" : ""));
        } catch (IllegalArgumentException malformed) {
            // Its message may have the key in it.
            return finding(false, "the connection string is not one of Event Hubs, or names another hub");
        } catch (RuntimeException failed) {
            return finding(false, reason(failed));
        }
    }

    private static EventHubConsumerClient client(HubSource source) {
        EventHubClientBuilder builder = new EventHubClientBuilder()
                .consumerGroup(source.consumerGroup())
                .retryOptions(ONCE);
        String[] address = source.namespace().split(":", 2);
        source.connectionString()
                .ifPresentOrElse(
                        text -> builder.connectionString(text.value(), source.hub()),
                        () -> builder.credential(
                                address[0], source.hub(), new DefaultAzureCredentialBuilder().build()));
        if (source.connectionString().isEmpty() && address.length > 1) {
            builder.customEndpointAddress("https://" + source.namespace());
        }
        return builder.buildConsumerClient();
    }

    /** The client tells of what came of its tries, and of each of them as a cause. */
    private String reason(RuntimeException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof AmqpException refused) {
                return reasonOf(refused);
            }
            if (cause instanceof CredentialUnavailableException) {
                return "there is no identity at Azure to sign in with: no connection string, no variables"
                        + " AZURE_CLIENT_ID …, no workload or managed identity, no az login";
            }
            if (cause instanceof ClientAuthenticationException refused) {
                return "no token from Azure: " + firstLine(refused);
            }
            if (cause instanceof TimeoutException) {
                return mapping.source().namespace() + " does not answer";
            }
        }
        return firstLine(failed);
    }

    private String reasonOf(AmqpException refused) {
        AmqpErrorCondition condition = refused.getErrorCondition();
        if (condition == AmqpErrorCondition.UNAUTHORIZED_ACCESS) {
            return mapping.source().connectionString().isPresent()
                    ? "the connection string does not open it: it needs the right Listen"
                    : "the identity does not open it: it needs the role Azure Event Hubs Data Receiver";
        }
        if (condition == AmqpErrorCondition.NOT_FOUND) {
            return "there is no such hub, or no consumer group "
                    + mapping.source().consumerGroup();
        }
        return firstLine(refused);
    }

    private static String firstLine(RuntimeException failed) {
        String message = String.valueOf(failed.getMessage());
        return message.lines().findFirst().orElse(message);
    }

    private Finding finding(boolean ok, String detail) {
        return new Finding(mapping.number(), "hub", mapping.source().address(), ok, detail);
    }
}
