package io.weir.platform.store;

import java.util.List;

/** Who uses a store, and would be left without it. */
public interface StoreUsers {

    /**
     * The users of a store, each with its kind, as in {@code "pipeline orders"}.
     *
     * @throws io.weir.support.problem.ProblemException when it cannot be told now
     */
    List<String> of(String store);

    /**
     * The users of a topic of a store, in the same form.
     *
     * @throws io.weir.support.problem.ProblemException when it cannot be told now
     */
    List<String> ofTopic(String store, String topic);
}
