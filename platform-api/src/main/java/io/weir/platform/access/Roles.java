package io.weir.platform.access;

import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Optional;

/** All roles, by name. */
public interface Roles {

    /**
     * Adds a role, without those that it is to have.
     *
     * @throws ProblemException {@link AccessProblem#ROLE_EXISTS} when the name is taken
     */
    void add(Role role);

    Optional<Role> find(String name);

    /** Roles of a page in the order of their names, and one more where there are more. */
    List<Role> list(PageRequest page);

    /**
     * Gives a role another description.
     *
     * @throws ProblemException when the role is no longer the one that was read
     */
    Role update(Role read, String description);

    /**
     * Removes a role and its grants.
     *
     * @throws ProblemException {@link AccessProblem#ROLE_IN_USE} with the users and roles that have it, or when it is no
     *     longer the one that was read
     */
    void remove(Role read);

    /** Which role has which, as it stays until the caller's transaction ends: nobody else changes it meanwhile. */
    RoleGraph lockGraph();

    /** Grants a role to another, within a transaction that has {@link #lockGraph() locked} what it knows; once is enough. */
    void add(RoleGraph.Link link);

    /** Takes a role back from another, if it has it. */
    void remove(RoleGraph.Link link);

    /**
     * The role of this name.
     *
     * @throws ProblemException {@link AccessProblem#ROLE_NOT_FOUND}
     */
    default Role get(String name) {
        return find(name).orElseThrow(() -> ProblemException.notFound(AccessProblem.ROLE_NOT_FOUND, "role", name));
    }
}
