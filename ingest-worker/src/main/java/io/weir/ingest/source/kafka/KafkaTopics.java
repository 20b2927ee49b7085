package io.weir.ingest.source.kafka;

import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;

/**
 * What a broker tells of topics that it does not tell consumers.
 *
 * @param connection where the broker is, and how to sign in there
 * @param advertised what its brokers may be
 */
record KafkaTopics(SourceRequest request, Map<String, Object> connection, AdvertisedBrokers advertised) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * A topic as its brokers tell of it now.
     *
     * @param id that it was given when it was made; empty of a broker that gives none
     * @param led partitions that a broker answers for
     */
    record Described(String id, Set<Integer> led) {

        private static Described of(TopicDescription topic) {
            Set<Integer> led = topic.partitions().stream()
                    .filter(partition ->
                            partition.leader() != null && !partition.leader().isEmpty())
                    .map(TopicPartitionInfo::partition)
                    .collect(Collectors.toUnmodifiableSet());
            Uuid id = topic.topicId();
            return new Described(Uuid.ZERO_UUID.equals(id) ? "" : id.toString(), led);
        }
    }

    /** What to say of a topic that a broker does not have. */
    static String absent(SourceRequest request) {
        return "there is no topic " + request.topic() + " at " + request.brokers();
    }

    /**
     * What the topic that is asked for is now.
     *
     * @throws SourceException lasting if the cluster leads into a network that is not public; else if it does not answer, or does not
     *     have the topic, which it may later
     */
    Described describe() {
        String topic = request.topic();
        Map<String, TopicDescription> found =
                ask(admin -> admin.describeTopics(List.of(topic)).allTopicNames());
        return Described.of(Objects.requireNonNull(found.get(topic)));
    }

    /**
     * The names of all topics but the broker's internal ones.
     *
     * @throws SourceException lasting if the cluster leads into a network that is not public; else if it does not answer, which it may
     *     later
     */
    SortedSet<String> names() {
        Set<String> names = ask(admin -> admin.listTopics().names());
        return new TreeSet<>(names);
    }

    /** Two calls, under way together: the question, and which brokers there are. */
    private <T> T ask(Function<Admin, KafkaFuture<T>> question) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG, List.of());
        settings.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        // To close it waits for what it was asked, a minute if nobody says otherwise.
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        try (Admin admin = Admin.create(settings)) {
            KafkaFuture<Collection<Node>> brokers = admin.describeCluster().nodes();
            T answer = question.apply(admin).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            advertised.require(request, brokers.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
            return answer;
        } catch (KafkaException refused) {
            throw new SourceException(KafkaSignIn.obstacle(request, refused), false, refused);
        } catch (ExecutionException | TimeoutException failed) {
            throw new SourceException(
                    KafkaSignIn.named(request) + " at " + request.brokers() + " cannot be looked at: "
                            + failed.getMessage(),
                    false,
                    failed);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new SourceException(
                    "interrupted while " + KafkaSignIn.named(request) + " was looked at", false, ended);
        }
    }
}
