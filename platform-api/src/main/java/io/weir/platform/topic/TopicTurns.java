package io.weir.platform.topic;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.weir.support.problem.ProblemException;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Bounds the changes of topics that are under way. Each holds a connection of the database while a broker is asked, which may take
 * seconds: without a bound, one broker that does not answer takes all of them, and the control plane with it.
 */
@Component
public class TopicTurns {

    private final Bulkhead turns;

    TopicTurns(BulkheadRegistry bulkheads) {
        this.turns = bulkheads.bulkhead("topics", "topics");
    }

    /**
     * Makes a change when it is its turn; not to be called within a transaction.
     *
     * @throws ProblemException 503 when others take too long
     */
    public <T> T take(Supplier<T> change) {
        try {
            return turns.executeSupplier(change);
        } catch (BulkheadFullException full) {
            throw ProblemException.unavailable(
                    "as many topics are made or changed as can be at once; try again later",
                    Duration.ofSeconds(1),
                    full);
        }
    }
}
