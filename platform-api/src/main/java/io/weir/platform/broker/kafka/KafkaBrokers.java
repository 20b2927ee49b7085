package io.weir.platform.broker.kafka;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.weir.platform.broker.Broker;
import io.weir.platform.broker.BrokerProblem;
import io.weir.platform.broker.Brokers;
import io.weir.platform.broker.TopicState;
import io.weir.support.problem.ProblemException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class KafkaBrokers implements Brokers {

    /** A broker hears of a new topic from the controller a moment after its creator has had the answer. */
    private static final Retry UNTIL_KNOWN = Retry.of(
            "a new topic",
            RetryConfig.custom()
                    .retryExceptions(UnknownTopicOrPartitionException.class)
                    .waitDuration(Duration.ofMillis(50))
                    .maxAttempts(100)
                    .build());

    private final AdminClients clients;
    private final TopicSettings settings;

    KafkaBrokers(AdminClients clients) {
        this.clients = clients;
        this.settings = new TopicSettings(clients);
    }

    @Override
    public int nodes(Broker broker) {
        return ask(broker, "", admin -> admin.describeCluster().nodes()).size();
    }

    @Override
    public boolean create(Broker broker, String topic, int partitions) {
        NewTopic asked = new NewTopic(topic, Optional.of(partitions), Optional.empty());
        try {
            ask(broker, topic, admin -> admin.createTopics(List.of(asked)).all());
            return true;
        } catch (TopicExistsException there) {
            return false;
        }
    }

    @Override
    public TopicState state(Broker broker, String topic) {
        return ask(topic, () -> settings.state(broker, topic));
    }

    @Override
    public void tryOut(
            Broker broker, String topic, @Nullable Integer partitions, Map<String, @Nullable String> properties) {
        ask(topic, () -> {
            settings.tryOut(broker, topic, partitions, properties);
            return topic;
        });
    }

    @Override
    public void change(
            Broker broker, String topic, @Nullable Integer partitions, Map<String, @Nullable String> properties) {
        ask(topic, () -> {
            settings.change(broker, topic, partitions, properties);
            return topic;
        });
    }

    @Override
    public List<Offsets> offsets(Broker broker, String topic, int partitions) {
        List<Long> earliest = offsets(broker, topic, partitions, OffsetSpec.earliest());
        List<Long> end = offsets(broker, topic, partitions, OffsetSpec.latest());
        return IntStream.range(0, partitions)
                .mapToObj(index -> new Offsets(earliest.get(index), end.get(index)))
                .toList();
    }

    private List<Long> offsets(Broker broker, String topic, int partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (int index = 0; index < partitions; index++) {
            asked.put(new TopicPartition(topic, index), spec);
        }
        Map<TopicPartition, ListOffsetsResultInfo> found = ask(
                topic,
                () -> UNTIL_KNOWN.executeSupplier(() ->
                        clients.ask(broker, admin -> admin.listOffsets(asked).all())));
        return IntStream.range(0, partitions)
                .mapToObj(index -> {
                    ListOffsetsResultInfo info = found.get(new TopicPartition(topic, index));
                    return info == null ? 0L : info.offset();
                })
                .toList();
    }

    @Override
    public SortedSet<String> topics(Broker broker) {
        Set<String> names = ask(broker, "", admin -> admin.listTopics().names());
        return new TreeSet<>(names);
    }

    @Override
    public void delete(Broker broker, String topic) {
        ask(broker, topic, admin -> admin.deleteTopics(List.of(topic)).all());
    }

    @Override
    public void forget(Broker broker) {
        clients.forget(broker);
    }

    private <T> T ask(Broker broker, String topic, AdminClients.Question<T> question) {
        return ask(topic, () -> clients.ask(broker, question));
    }

    private static <T> T ask(String topic, Supplier<T> question) {
        try {
            return question.get();
        } catch (UnknownTopicOrPartitionException | InvalidTopicException unknown) {
            // Under a name that none can have, there is none. Names of new topics were looked at before.
            throw notFound(topic, unknown);
        } catch (TopicExistsException there) {
            throw there;
        } catch (ApiException refused) {
            String detail = "The broker refuses: " + refused.getMessage();
            throw new ProblemException(BrokerProblem.BROKER_REFUSED, detail, null, refused);
        }
    }

    private static ProblemException notFound(String topic, @Nullable Throwable cause) {
        return new ProblemException(BrokerProblem.TOPIC_NOT_FOUND, "There is no topic '" + topic + "'", null, cause);
    }
}
