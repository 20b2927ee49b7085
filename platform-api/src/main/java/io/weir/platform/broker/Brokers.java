package io.weir.platform.broker;

import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Brokers of stores. A broker that does not answer is given a few seconds; every method then throws {@link BrokerUnavailable}, and
 * {@link BrokerProblem#BROKER_REFUSED} when the broker answers that it will not.
 */
public interface Brokers {

    /** Connects and counts the brokers of the cluster. */
    int nodes(Broker broker);

    /** Creates a topic with as many copies as the broker makes by default; false when there is one of this name. */
    boolean create(Broker broker, String topic, int partitions);

    /**
     * What a topic is set to.
     *
     * @throws ProblemException {@link BrokerProblem#TOPIC_NOT_FOUND}
     */
    TopicState state(Broker broker, String topic);

    /**
     * Has the broker say whether it would take a change, without making it.
     *
     * @param partitions as for {@link #change}
     * @param properties as for {@link #change}
     * @throws ProblemException {@link BrokerProblem#TOPIC_NOT_FOUND}; 422 with what cannot be taken
     */
    void tryOut(Broker broker, String topic, @Nullable Integer partitions, Map<String, @Nullable String> properties);

    /**
     * Changes what a topic is set to, and waits until the broker knows; all of it or nothing where it was {@link #tryOut tried out}.
     * Whatever this throws, the change may have been made.
     *
     * @param partitions how many it is to have; null leaves them
     * @param properties new values by the broker's names; null takes a property away
     * @throws ProblemException {@link BrokerProblem#TOPIC_NOT_FOUND}; 422 with what cannot be taken
     */
    void change(Broker broker, String topic, @Nullable Integer partitions, Map<String, @Nullable String> properties);

    /**
     * The offsets of partitions 0 to {@code partitions - 1}. Waits some seconds for a topic that was just created to be
     * known.
     *
     * @throws ProblemException {@link BrokerProblem#TOPIC_NOT_FOUND}
     */
    List<Offsets> offsets(Broker broker, String topic, int partitions);

    /** The names of all topics but the broker's internal ones. */
    SortedSet<String> topics(Broker broker);

    /**
     * Deletes a topic and its records.
     *
     * @throws ProblemException {@link BrokerProblem#TOPIC_NOT_FOUND}
     */
    void delete(Broker broker, String topic);

    /** Closes the connections to a broker that is no longer used; a later question opens them anew. */
    void forget(Broker broker);

    /**
     * What a partition holds.
     *
     * @param earliest offset of the oldest record that is still there
     * @param end offset that the next record will have
     */
    record Offsets(long earliest, long end) {}
}
