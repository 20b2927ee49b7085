package io.weir.platform.access;

import io.weir.support.access.Grant;
import io.weir.support.access.Removal;
import io.weir.support.access.ResourceKind;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Optional;

/** All grants to roles. */
public interface Grants {

    /**
     * Gives a role a grant.
     *
     * @throws ProblemException {@link AccessProblem#GRANT_EXISTS}, {@link AccessProblem#ROLE_NOT_FOUND}
     */
    RoleGrant add(String role, Grant grant, String grantedBy);

    Optional<RoleGrant> find(long id);

    /**
     * Grants in the order in which they were given.
     *
     * @param after ids up to this one are left out
     */
    List<RoleGrant> list(GrantFilter filter, long after, int limit);

    /** The same with those of all roles that the filter's role has. */
    List<RoleGrant> listInherited(GrantFilter filter, long after, int limit);

    /** Takes all grants back that were given on a thing by its very name before it was removed, and the thing out of its organization. */
    void forget(Removal removal);

    /** The same of all until now, in the transaction that removes it. */
    void forget(ResourceKind kind, String name);

    /** Takes a grant back; false where there is none. */
    boolean remove(long id);
}
