package io.weir.platform.store;

import io.weir.platform.dependent.Dependent;
import java.util.List;

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
}
