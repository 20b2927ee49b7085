package io.weir.ingest.dependent;

import io.weir.support.access.Remover;

/** Removes pipelines with what was made with them. */
public interface Dependents {

    /**
     * Stops and removes a pipeline in the transaction in hand; or, if it feeds a relation, this with it and who uses that in turn.
     * One that is not there any more is passed over.
     *
     * @throws io.weir.support.problem.ProblemException 403 with what the remover may not remove; 409 where it may not know of a user
     *     of what goes
     */
    void remove(DependentPipeline pipeline, Remover remover);
}
