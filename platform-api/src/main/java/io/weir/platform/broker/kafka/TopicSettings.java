package io.weir.platform.broker.kafka;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.weir.platform.broker.Broker;
import io.weir.platform.broker.TopicState;
import io.weir.support.problem.ProblemException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.jspecify.annotations.Nullable;

/** What topics are set to, by Kafka's own administration protocol. */
final class TopicSettings {

    private final AdminClients clients;

    TopicSettings(AdminClients clients) {
        this.clients = clients;
    }

    /** Two calls; properties are those that were given to the topic, not its broker's defaults. */
    TopicState state(Broker broker, String topic) {
        TopicDescription description = Objects.requireNonNull(clients.ask(
                        broker, admin -> admin.describeTopics(List.of(topic)).allTopicNames())
                .get(topic));
        return new TopicState(
                description.topicId().toString(), description.partitions().size(), properties(broker, topic));
    }

    /** None where the broker lets this client see topics, and not what they are set to. */
    private Map<String, String> properties(Broker broker, String topic) {
        try {
            Config config =
                    Objects.requireNonNull(clients.ask(broker, admin -> admin.describeConfigs(List.of(resource(topic)))
                                    .all())
                            .get(resource(topic)));
            return config.entries().stream()
                    .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                    .filter(entry -> entry.value() != null)
                    .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
        } catch (AuthorizationException untold) {
            return Map.of();
        }
    }

    /** @throws ProblemException 422 with what the broker does not take */
    void tryOut(Broker broker, String topic, @Nullable Integer partitions, Map<String, @Nullable String> properties) {
        ask(broker, topic, partitions, properties, true);
    }

    /** @throws ProblemException 422 with what the broker does not take */
    void change(Broker broker, String topic, @Nullable Integer partitions, Map<String, @Nullable String> properties) {
        ask(broker, topic, partitions, properties, false);
        awaitSeen(broker, topic, partitions, properties);
    }

    private void ask(
            Broker broker,
            String topic,
            @Nullable Integer partitions,
            Map<String, @Nullable String> properties,
            boolean trial) {
        if (!properties.isEmpty()) {
            set(broker, topic, properties, trial);
        }
        if (partitions != null) {
            grow(broker, topic, partitions, trial);
        }
    }

    private void set(Broker broker, String topic, Map<String, @Nullable String> properties, boolean trial) {
        Collection<AlterConfigOp> all = properties.entrySet().stream()
                .map(property -> new AlterConfigOp(
                        new ConfigEntry(property.getKey(), property.getValue()),
                        property.getValue() == null ? AlterConfigOp.OpType.DELETE : AlterConfigOp.OpType.SET))
                .toList();
        AlterConfigsOptions options = new AlterConfigsOptions().validateOnly(trial);
        try {
            clients.ask(broker, admin -> admin.incrementalAlterConfigs(Map.of(resource(topic), all), options)
                    .all());
        } catch (InvalidConfigurationException refused) {
            throw ProblemException.invalid(
                    "properties",
                    "are not taken by the broker: " + refused.getMessage(),
                    String.join(", ", properties.keySet()),
                    "what its topics can be set to, as in retention.ms=86400000");
        }
    }

    private void grow(Broker broker, String topic, int partitions, boolean trial) {
        CreatePartitionsOptions options = new CreatePartitionsOptions().validateOnly(trial);
        try {
            clients.ask(broker, admin -> admin.createPartitions(
                            Map.of(topic, NewPartitions.increaseTo(partitions)), options)
                    .all());
        } catch (InvalidPartitionsException refused) {
            throw ProblemException.invalid(
                    "partitions",
                    "is not taken by the broker: " + refused.getMessage(),
                    partitions,
                    "more than there are");
        }
    }

    /** A broker hears from the controller what a topic is a moment after its changer has had the answer. */
    private void awaitSeen(
            Broker broker, String topic, @Nullable Integer partitions, Map<String, @Nullable String> properties) {
        Retry.of(
                        "a changed topic",
                        RetryConfig.<TopicState>custom()
                                .retryOnResult(state -> (partitions != null && state.partitions() < partitions)
                                        || properties.entrySet().stream()
                                                .anyMatch(property -> !Objects.equals(
                                                        state.properties().get(property.getKey()),
                                                        property.getValue())))
                                .waitDuration(Duration.ofMillis(50))
                                .maxAttempts(40)
                                .build())
                .executeSupplier(() -> state(broker, topic));
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
