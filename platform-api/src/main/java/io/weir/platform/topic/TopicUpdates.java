package io.weir.platform.topic;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.weir.platform.broker.Broker;
import io.weir.platform.broker.Brokers;
import io.weir.platform.broker.TopicState;
import io.weir.platform.store.Store;
import io.weir.support.hash.Sha256;
import io.weir.support.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.springframework.stereotype.Component;

/**
 * Changes of topics, one after the other. A broker changes a topic whatever it was before, and tells what it is a moment late; so the
 * tag of a topic is also of how often it was changed here. No connection of the database is held while a broker is asked.
 */
@Component
class TopicUpdates {

    /** More than the questions of a change take of a broker that answers. */
    private static final Duration LONGEST_TURN = Duration.ofSeconds(60);

    private static final Retry UNTIL_ENDED = Retry.of(
            "the turn to change a topic",
            RetryConfig.<Optional<TopicChanges.Turn>>custom()
                    .retryOnResult(Optional::isEmpty)
                    .waitDuration(Duration.ofMillis(50))
                    .maxAttempts(100)
                    .build());

    private final TopicChanges changes;
    private final Brokers brokers;

    TopicUpdates(TopicChanges changes, Brokers brokers) {
        this.changes = changes;
        this.brokers = brokers;
    }

    /** The tag of a topic that is in this state. */
    long tag(Store store, String topic, TopicState state) {
        return tag(changes.count(store.id(), topic), state);
    }

    private static long tag(long number, TopicState state) {
        byte[] text = (number + " " + state.text()).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.wrap(Sha256.of(text)).getLong();
    }

    /**
     * Changes a topic, all that is asked for or nothing, after whoever else changes it here. Once the broker is asked for a change it
     * counts as one, whatever becomes of the answer. What is so already is not asked for again. Nothing is noted of a topic that is not
     * there.
     *
     * @param precondition takes the topic's tag, and throws where it must not change
     * @throws ProblemException 404 when there is no such topic, 422 with the field that cannot be taken, 503 when the broker is away
     */
    void update(Store store, Broker broker, String topic, LongConsumer precondition, TopicChange asked) {
        inTurn(store, broker, topic, turn -> {
            TopicChange left = left(turn, broker, topic, precondition, asked);
            if (left.isNone()) {
                return Optional.empty();
            }
            brokers.tryOut(broker, topic, left.partitions(), left.properties());
            return Optional.of(() -> brokers.change(broker, topic, left.partitions(), left.properties()));
        });
    }

    /**
     * Deletes a topic with its records, after whoever else changes it here.
     *
     * @param precondition as for a change
     * @param freed has nobody use the topic any more, or throws where somebody does
     * @throws ProblemException 404 when there is no such topic, 503 when the broker is away
     */
    void delete(Store store, Broker broker, String topic, LongConsumer precondition, Runnable freed) {
        inTurn(store, broker, topic, turn -> {
            precondition.accept(tag(turn.number(), brokers.state(broker, topic)));
            freed.run();
            return Optional.of(() -> brokers.delete(broker, topic));
        });
    }

    /** @param prepared makes what the broker is to be asked for, if for anything */
    private void inTurn(
            Store store, Broker broker, String topic, Function<TopicChanges.Turn, Optional<Runnable>> prepared) {
        brokers.state(broker, topic);
        TopicChanges.Turn turn = begin(store, topic);
        boolean asked = false;
        try {
            Optional<Runnable> change = prepared.apply(turn);
            asked = change.isPresent();
            change.ifPresent(Runnable::run);
        } finally {
            changes.end(store.id(), topic, turn, asked);
        }
    }

    private TopicChanges.Turn begin(Store store, String topic) {
        return UNTIL_ENDED
                .executeSupplier(() -> changes.begin(store.id(), topic, LONGEST_TURN))
                .orElseThrow(() -> ProblemException.unavailable(
                        "another change of the topic takes long; try again later", Duration.ofSeconds(1), null));
    }

    /** What of the change is still to be made. */
    private TopicChange left(
            TopicChanges.Turn turn, Broker broker, String topic, LongConsumer precondition, TopicChange asked) {
        TopicState state = brokers.state(broker, topic);
        precondition.accept(tag(turn.number(), state));
        TopicChange left = asked.of(state);
        check(left, state);
        return left;
    }

    private static void check(TopicChange asked, TopicState state) {
        Integer partitions = asked.partitions();
        if (partitions != null && partitions < state.partitions()) {
            throw ProblemException.invalid(
                    "partitions", "cannot become fewer", partitions, "at least " + state.partitions());
        }
    }
}
