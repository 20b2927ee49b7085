package io.weir.support.access;

import java.util.List;

/** What each role may do. */
@FunctionalInterface
public interface RoleGrants {

    /**
     * The grants of a role and of all roles that it has; those on organizations with the same on all that is in them. None where
     * there is no such role.
     *
     * @throws io.weir.support.problem.ProblemException when it cannot be told now
     */
    List<Grant> of(String role);
}
