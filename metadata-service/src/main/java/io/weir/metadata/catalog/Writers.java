package io.weir.metadata.catalog;

import java.util.List;
import java.util.function.Predicate;

/** What stands beside tables by their names, and who writes to these, also to those that are not there yet. */
public interface Writers {

    /**
     * The pipelines that write to tables of these names, and the relations that have such names.
     *
     * @throws io.weir.support.problem.ProblemException when it cannot be told now
     */
    List<User> to(Predicate<String> tables);
}
