package io.weir.platform.store;

import io.weir.platform.dependent.Dependent;
import io.weir.support.identity.Identity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who uses a store, and would be left without it. */
public interface StoreUsers {

    /**
     * The pipelines and relations that use a store.
     *
     * @throws io.weir.support.problem.ProblemException when it cannot be told now
     */
    List<Dependent> of(String store);

    /**
     * The pipelines that read a topic of a store, and the relations that stand for it.
     *
     * @throws io.weir.support.problem.ProblemException when it cannot be told now
     */
    List<Dependent> ofTopic(String store, String topic);

    /**
     * Removes the users of stores with theirs, all of them or none; pipelines are stopped before.
     *
     * @param topic those alone that read this topic, or stand for it; null for all
     * @param caller whose word it is, and who must be allowed to remove each; null where nobody has to say who they are
     * @throws io.weir.support.problem.ProblemException 403 or 409 where the caller may not, and when nobody does it now
     */
    void remove(List<String> stores, @Nullable String topic, @Nullable Identity caller);
}
