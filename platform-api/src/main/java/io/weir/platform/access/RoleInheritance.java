package io.weir.platform.access;

import io.weir.support.problem.ProblemException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Grants roles to roles. One change at a time: of two that together close a circle one is refused. */
@Component
public class RoleInheritance {

    private final Roles roles;

    RoleInheritance(Roles roles) {
        this.roles = roles;
    }

    /**
     * Adds a role with the roles that it has from its beginning.
     *
     * @throws ProblemException {@link AccessProblem#ROLE_EXISTS}, {@link AccessProblem#ROLE_NOT_FOUND}, or what
     *     {@link #give} throws
     */
    @Transactional
    public void add(Role role) {
        roles.add(role);
        role.roles().forEach(granted -> give(role.name(), granted));
    }

    /**
     * Has whoever has one role have another too. Twice is as good as once.
     *
     * @throws ProblemException {@link AccessProblem#ROLE_NOT_FOUND}, {@link AccessProblem#ROLE_CYCLE} or
     *     {@link AccessProblem#ROLE_CHAIN_TOO_LONG}
     */
    @Transactional
    public Role give(String role, String granted) {
        RoleGraph graph = roles.lockGraph();
        roles.get(role);
        roles.get(granted);
        RoleGraph.Link link = new RoleGraph.Link(role, granted);
        graph.check(link);
        roles.add(link);
        return roles.get(role);
    }

    /**
     * Takes a role back from another. Of one that it has not, nothing is to be taken.
     *
     * @throws ProblemException {@link AccessProblem#ROLE_NOT_FOUND} where there is none to take it from
     */
    public Role takeBack(String role, String granted) {
        roles.remove(new RoleGraph.Link(role, granted));
        return roles.get(role);
    }
}
