package io.weir.platform.access;

import io.weir.platform.dependent.Dependent;
import io.weir.platform.dependent.Known;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

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
     * Gives a role another description and other properties.
     *
     * @throws ProblemException when the role is no longer the one that was read
     */
    Role update(Role read, String description, Map<String, String> properties);

    /** Hands a role over; false where it is no longer the one that was read. */
    boolean handOver(Role read, String owner);

    /**
     * Removes a role with its grants and those on it.
     *
     * @param known the users and roles that the remover may know of
     * @throws ProblemException {@link AccessProblem#ROLE_IN_USE} with the users and roles that have it, or when it is no
     *     longer the one that was read
     */
    void remove(Role read, Known known);

    /**
     * Takes a role from whoever has it and removes it.
     *
     * @param known the users and roles that the remover may know of
     * @param mustChange is told each of them that has it, and throws where the remover may not change it
     * @throws ProblemException {@link AccessProblem#ROLE_IN_USE} where users or roles have it that the remover may not know of,
     *     what {@code mustChange} throws, or when it is no longer the one that was read
     */
    void removeFromAll(Role read, Known known, Consumer<Dependent> mustChange);

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
