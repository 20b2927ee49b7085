package io.weir.ingest.relation;

/** Who removes a relation, as far as that concerns its users. */
public interface Remover {

    /** Whether it may know of one. */
    boolean knows(RelationUser user);

    /**
     * Refuses where it may not remove one.
     *
     * @throws io.weir.support.problem.ProblemException 403
     */
    void requireMayRemove(RelationUser user);
}
