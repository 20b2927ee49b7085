package io.weir.platform.store;

import java.util.List;

/** Who uses a store, and would be left without it. */
public interface StoreUsers {

    /**
     * The names of the pipelines that use a store.
     *
     * @throws io.weir.support.problem.ProblemException when it cannot be told now
     */
    List<String> of(String store);

    /**
     * The names of the pipelines that read a topic of a store.
     *
     * @throws io.weir.support.problem.ProblemException when it cannot be told now
     */
    List<String> ofTopic(String store, String topic);
}
