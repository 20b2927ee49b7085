package io.weir.ingest.relation;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.dependent.Dependent;
import io.weir.ingest.dependent.Removals;
import io.weir.support.access.Remover;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Removes what uses stores before these go themselves, where they are kept. */
@Service
public class StoreRemovals {

    private final UsersOfStores users;
    private final Removals removals;

    StoreRemovals(UsersOfStores users, Removals removals) {
        this.users = users;
        this.removals = removals;
    }

    /**
     * Removes the users of stores with theirs, all or none; pipelines are stopped before.
     *
     * @param topic those alone that read this topic, or stand for it; null for all
     * @throws io.weir.support.problem.ProblemException 403 with what the remover may not remove, 409 where it may not know of all
     */
    @Transactional
    public void clear(List<String> stores, @Nullable String topic, Remover remover) {
        for (String store : stores) {
            List<Dependent> found = users.of(store, topic);
            Removals.Manner withAll = new Removals.Manner(true, remover);
            removals.clear(found, withAll, IngestProblem.STORE_IN_USE, "The store '" + store + "' is used by");
        }
    }
}
