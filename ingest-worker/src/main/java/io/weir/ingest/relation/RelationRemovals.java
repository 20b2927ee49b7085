package io.weir.ingest.relation;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.dependent.Dependent;
import io.weir.ingest.dependent.Dependents;
import io.weir.ingest.pipeline.PipelineService;
import io.weir.ingest.pipeline.Pipelines;
import io.weir.support.access.Removal;
import io.weir.support.access.Remover;
import io.weir.support.access.ResourceKind;
import io.weir.support.outbox.Outbox;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Removes relations. What they stand for stays: topics, files, and tables with their rows. */
@Service
public class RelationRemovals implements Dependents {

    private final Relations relations;
    private final PipelineService service;
    private final Pipelines pipelines;
    private final Outbox outbox;
    private final TransactionTemplate transactions;

    RelationRemovals(
            Relations relations,
            PipelineService service,
            Pipelines pipelines,
            Outbox outbox,
            TransactionTemplate transactions) {
        this.relations = relations;
        this.service = service;
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
        List<Dependent> users = relations.users(read.name());
        if (!users.stream().allMatch(user -> cascade && knows(remover, user))) {
            String use = "The relation '" + read.name() + "' is used by";
            Dependent.keep(users, user -> knows(remover, user), IngestProblem.RELATION_IN_USE, use);
        }
        users.forEach(user -> removeUser(user, remover));
        relations.remove(read);
        KeptRelation.Feed feed = read.feed();
        if (feed != null) {
            removePipeline(feed.pipeline(), cascade);
        }
        Removal.tell(outbox, ResourceKind.RELATION, read.name());
    }

    private void removeUser(Dependent user, Remover remover) {
        remover.requireMayRemove(user.kind(), user.name());
        if (user.kind() == ResourceKind.PIPELINE) {
            removePipeline(user.name(), true);
        } else {
            // One that went meanwhile uses it no more.
            relations.find(user.name()).ifPresent(found -> removeNow(found, true, remover));
        }
    }

    private void removePipeline(String name, boolean stopping) {
        // One that uses two of what goes went with the first.
        if (pipelines.find(name).isEmpty()) {
            return;
        }
        if (stopping) {
            service.stop(name);
        }
        service.delete(name);
    }

    /** A pipeline has the name of the relation that it feeds. */
    @Override
    public void remove(Dependent user, Remover remover) {
        Optional<Dependent> relation = relations
                .find(user.name())
                .filter(found -> user.kind() == ResourceKind.RELATION || found.isFed())
                .map(found -> new Dependent(ResourceKind.RELATION, found.name(), found.owner()));
        if (relation.isPresent()) {
            removeUser(relation.get(), remover);
        } else if (user.kind() == ResourceKind.PIPELINE) {
            removeUser(user, remover);
        }
    }

    private static boolean knows(Remover remover, Dependent user) {
        return remover.knows(user.kind(), user.name(), user.owner());
    }
}
