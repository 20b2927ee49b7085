package io.weir.ingest.relation;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.pipeline.PipelineService;
import io.weir.support.access.Removal;
import io.weir.support.access.ResourceKind;
import io.weir.support.outbox.Outbox;
import io.weir.support.problem.ProblemException;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Removes relations. What they stand for stays: topics, files, and tables with their rows. */
@Service
public class RelationRemovals {

    private static final int NAMED = 100;

    private final Relations relations;
    private final PipelineService pipelines;
    private final Outbox outbox;
    private final TransactionTemplate transactions;

    RelationRemovals(Relations relations, PipelineService pipelines, Outbox outbox, TransactionTemplate transactions) {
        this.relations = relations;
        this.pipelines = pipelines;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    /**
     * Removes a relation, and the pipeline that was made with it.
     *
     * @param cascade whether pipelines that use it are stopped and removed, views over it removed, and who uses these in turn; else
     *     there must be none, and its own pipeline be at rest
     * @throws ProblemException 409 with its users, those that the remover may not know of as a number; also of a cascade where
     *     there are any of those
     */
    public void remove(KeptRelation read, boolean cascade, Remover remover) {
        transactions.executeWithoutResult(begun -> removeNow(read, cascade, remover));
    }

    private void removeNow(KeptRelation read, boolean cascade, Remover remover) {
        if (!relations.lock(read)) {
            throw RelationService.stale(read);
        }
        // Looked up after the lock, which waits for those who are about to use it.
        List<RelationUser> users = relations.users(read.name());
        if (!cascade || !users.stream().allMatch(remover::knows)) {
            keep(read, users, remover);
        }
        users.forEach(user -> removeUser(user, remover));
        relations.remove(read);
        KeptRelation.Feed feed = read.feed();
        if (feed != null) {
            removePipeline(feed.pipeline(), cascade);
        }
        Removal.tell(outbox, ResourceKind.RELATION, read.name());
    }

    private void removeUser(RelationUser user, Remover remover) {
        remover.requireMayRemove(user);
        if (user.kind() == ResourceKind.PIPELINE) {
            removePipeline(user.name(), true);
        } else {
            // One that went meanwhile uses it no more.
            relations.find(user.name()).ifPresent(found -> removeNow(found, true, remover));
        }
    }

    private void removePipeline(String name, boolean stopping) {
        if (stopping) {
            pipelines.stop(name);
        }
        pipelines.delete(name);
    }

    private static void keep(KeptRelation read, List<RelationUser> users, Remover remover) {
        if (users.isEmpty()) {
            return;
        }
        List<String> seen = users.stream()
                .filter(remover::knows)
                .limit(NAMED)
                .map(RelationUser::text)
                .toList();
        throw new ProblemException(
                        IngestProblem.RELATION_IN_USE,
                        "The relation '" + read.name() + "' is used by " + users.size()
                                + (users.size() == 1 ? " other" : " others"))
                .with("users", seen)
                .with("otherUsers", users.size() - seen.size());
    }
}
