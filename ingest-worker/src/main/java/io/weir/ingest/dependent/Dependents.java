package io.weir.ingest.dependent;

import io.weir.support.access.Remover;

/** Removes pipelines and relations with what was made with them. */
public interface Dependents {

    /**
     * Stops and removes a pipeline, or removes a relation, in the transaction in hand. A relation that is fed goes with its pipeline, and
     * who uses it in turn. What is not there any more is passed over.
     *
     * @throws io.weir.support.problem.ProblemException 403 with what the remover may not remove; 409 where it may not know of a user
     *     of what goes
     */
    void remove(Dependent user, Remover remover);
}
