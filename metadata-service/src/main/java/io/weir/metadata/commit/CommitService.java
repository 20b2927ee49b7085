package io.weir.metadata.commit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.weir.metadata.commit.CommitDecision.Decided;
import io.weir.metadata.commit.CommitOutcome.Committed;
import io.weir.metadata.table.TableHead;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Commits: one transaction each, under the lock of the table's head row. */
@Service
public class CommitService {

    private static final Logger LOG = LoggerFactory.getLogger(CommitService.class);

    /** While one waits for the disk, another can be made. */
    private static final int GROUPS_AT_ONCE = 2;

    private static final int LARGEST_GROUP = 64;

    private final CommitDecision decision;
    private final TransactionDecision transactionDecision;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;
    private final CommitQueue queue;
    private final Timer latency;
    private final Counter committedVersions;

    CommitService(
            CommitDecision decision,
            TransactionDecision transactionDecision,
            GroupDecision groupDecision,
            TransactionTemplate transactions,
            ApplicationEventPublisher events,
            MeterRegistry metrics) {
        this.decision = decision;
        this.transactionDecision = transactionDecision;
        this.transactions = transactions;
        this.events = events;
        this.queue = new CommitQueue(GROUPS_AT_ONCE, LARGEST_GROUP, groupDecision::decide, this::alone);
        this.latency = metrics.timer("commit.latency");
        this.committedVersions = metrics.counter("versions.committed");
    }

    /**
     * Commits an attempt, or says why not. A repetition of an attempt that wrote transactions is recognised as such.
     *
     * @throws io.weir.support.problem.ProblemException if there is no such table, or an action cannot be taken
     */
    public CommitOutcome commit(CommitAttempt attempt) {
        return Objects.requireNonNull(latency.record(() -> {
            CommitOutcome outcome = isForGroup(attempt) ? queue.commit(attempt) : alone(attempt);
            tell(attempt, outcome);
            return outcome;
        }));
    }

    /** What belongs to a transaction of the caller's cannot be part of another's. */
    private static boolean isForGroup(CommitAttempt attempt) {
        return !TransactionSynchronizationManager.isActualTransactionActive() && GroupDecision.fits(attempt);
    }

    private CommitOutcome alone(CommitAttempt attempt) {
        return Objects.requireNonNull(transactions.execute(status -> decision.decide(attempt)));
    }

    /**
     * Commits what a table's head asks for, if it asks for anything. The head cannot change in between.
     *
     * @param wanted makes the attempt; called under the lock of the head
     * @return what became of it, if there was one
     * @throws io.weir.support.problem.ProblemException if there is no such table, or an action cannot be taken
     */
    Optional<CommitOutcome> commit(String table, Function<TableHead, Optional<CommitAttempt>> wanted) {
        return Objects.requireNonNull(latency.record(() -> {
            Optional<Decided> decided =
                    Objects.requireNonNull(transactions.execute(status -> decision.decide(table, wanted)));
            decided.ifPresent(made -> tell(made.attempt(), made.outcome()));
            return decided.map(Decided::outcome);
        }));
    }

    /**
     * Commits to many tables, or to none of them.
     *
     * @param attempts at most one for each table
     * @throws io.weir.support.problem.ProblemException if there is no such table, or an action cannot be taken
     */
    public TransactionOutcome commitAll(List<CommitAttempt> attempts) {
        return Objects.requireNonNull(latency.record(() -> {
            TransactionOutcome outcome = Objects.requireNonNull(transactions.execute(status -> {
                TransactionOutcome decided = transactionDecision.decide(attempts);
                if (decided.refused().isPresent()) {
                    status.setRollbackOnly();
                }
                return decided;
            }));
            tell(attempts, outcome);
            return outcome;
        }));
    }

    private void tell(List<CommitAttempt> attempts, TransactionOutcome outcome) {
        if (outcome.refused().isPresent()) {
            LOG.info(
                    "Did not commit to any of {} tables: {}",
                    attempts.size(),
                    outcome.refused().get());
        } else {
            for (int index = 0; index < attempts.size(); index++) {
                tell(attempts.get(index), outcome.commits().get(index));
            }
        }
    }

    private void tell(CommitAttempt attempt, CommitOutcome outcome) {
        if (outcome instanceof Committed committed) {
            LOG.info(
                    "Committed version {} of table {}: {} with {} actions, job {}, run {}",
                    committed.version(),
                    attempt.table(),
                    attempt.operation(),
                    attempt.actions().size(),
                    attempt.origin().jobName(),
                    attempt.origin().runId());
            committedVersions.increment();
            events.publishEvent(new TableAdvanced(
                    attempt.table(), committed.version(), attempt.actions().size()));
        } else {
            LOG.info("Did not commit {} to table {}: {}", attempt.operation(), attempt.table(), outcome);
        }
    }
}
