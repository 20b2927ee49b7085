package io.weir.platform.topic;

import io.weir.platform.broker.Broker;
import io.weir.platform.broker.Brokers;
import io.weir.platform.broker.TopicState;
import io.weir.platform.dependent.Departure;
import io.weir.platform.dependent.Dependents;
import io.weir.platform.store.Store;
import io.weir.platform.store.StoreProblem;
import io.weir.platform.store.StoreTarget;
import io.weir.platform.store.StoreUsers;
import io.weir.platform.store.Stores;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The topics of the brokers that stores name. Every method throws a problem when the broker is away. */
@Component
public class Topics {

    private final Stores stores;
    private final StoreUsers users;
    private final Brokers brokers;
    private final TopicUpdates updates;

    Topics(Stores stores, StoreUsers users, Brokers brokers, TopicUpdates updates) {
        this.updates = updates;
        this.stores = stores;
        this.users = users;
        this.brokers = brokers;
    }

    /**
     * Creates a topic, or finds it as asked for. Who is answered may use it at once: the offsets in the answer come from
     * each partition's leader, so each takes records. A broker's own answer comes before that, and a producer that then has
     * several batches of one partition on their way may have the first refused and the second taken, which puts its records
     * out of order and lets the first wait until it expires.
     *
     * @throws ProblemException {@link TopicProblem#TOPIC_EXISTS} when it is there with another number of partitions
     */
    public Topic create(String store, String name, int partitions) {
        Broker broker = broker(stores.get(store));
        if (!brokers.create(broker, name, partitions)) {
            // Another may make it this moment. Offsets are waited for; a description would say that there is no such
            // topic.
            brokers.offsets(broker, name, 1);
            TopicState found = brokers.state(broker, name);
            if (found.partitions() != partitions) {
                String detail = "The topic '" + name + "' has " + found.partitions() + " partitions, not " + partitions;
                throw new ProblemException(TopicProblem.TOPIC_EXISTS, detail).with("partitions", found.partitions());
            }
            return withOffsets(store, broker, name, partitions, found.properties());
        }
        return withOffsets(store, broker, name, partitions, Map.of());
    }

    /**
     * A topic with the offsets of its partitions.
     *
     * @throws ProblemException when there is none of this name
     */
    public Tagged get(String store, String name) {
        Store known = stores.get(store);
        Broker broker = broker(known);
        TopicState state = brokers.state(broker, name);
        return new Tagged(
                withOffsets(store, broker, name, state.partitions(), state.properties()),
                updates.tag(known, name, state));
    }

    /**
     * A topic.
     *
     * @param tag as {@code EntityTags} takes it: another one after each change of the topic
     */
    public record Tagged(Topic topic, long tag) {}

    /**
     * Changes a topic: it gets more partitions, or other properties.
     *
     * @param precondition takes the topic's tag, and throws where it must not change
     * @throws ProblemException when there is none of this name; 422 with the field that cannot be taken
     */
    public Tagged update(String store, String name, LongConsumer precondition, TopicChange change) {
        Store known = stores.get(store);
        updates.update(known, broker(known), name, precondition, change);
        return get(store, name);
    }

    /** Names of a page in order, and one more where there are more, without the broker's internal topics. */
    public List<String> list(String store, PageRequest page) {
        return brokers.topics(broker(stores.get(store))).stream()
                .filter(name -> name.compareTo(page.afterOrFirst()) > 0 && name.startsWith(page.prefix()))
                .limit(page.rowsToRead())
                .toList();
    }

    /**
     * Deletes a topic and its records, after the pipelines that read it and the relations of it where these go, too; else there must
     * be none.
     *
     * @param precondition takes the topic's tag, and throws where it must not go; null where it goes whatever became of it
     * @throws ProblemException when there is none of this name; {@link TopicProblem#TOPIC_IN_USE} with its users
     */
    public void delete(String store, String name, @Nullable LongConsumer precondition, Departure departure) {
        Store known = stores.get(store);
        Broker broker = broker(known);
        if (precondition == null) {
            free(store, name, departure);
            brokers.delete(broker, name);
        } else {
            updates.delete(known, broker, name, precondition, () -> free(store, name, departure));
        }
    }

    private void free(String store, String name, Departure departure) {
        Departure.Cascade cascade = departure.cascade();
        if (cascade != null) {
            users.remove(List.of(store), name, cascade.caller());
        }
        Dependents.of(users.ofTopic(store, name), departure.known())
                .keep(TopicProblem.TOPIC_IN_USE, "The topic '" + name + "' is read by");
    }

    private Topic withOffsets(
            String store, Broker broker, String name, int partitions, Map<String, String> properties) {
        List<Brokers.Offsets> offsets = brokers.offsets(broker, name, partitions);
        List<TopicPartition> found = IntStream.range(0, partitions)
                .mapToObj(index -> new TopicPartition(
                        index, offsets.get(index).earliest(), offsets.get(index).end()))
                .toList();
        return new Topic(store, name, found, properties);
    }

    private static Broker broker(Store store) {
        StoreTarget target = store.target();
        if (target instanceof StoreTarget.Kafka kafka) {
            return kafka.broker();
        }
        throw new ProblemException(
                StoreProblem.STORE_HAS_NO_TOPICS,
                target instanceof StoreTarget.EventHubs
                        ? "The hubs of store '" + store.name()
                                + "' are made and listed where its namespace is, in Azure"
                        : "The store '" + store.name() + "' is not a broker");
    }
}
