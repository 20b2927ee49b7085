package io.weir.platform.access;

import io.weir.support.access.Access;
import io.weir.support.access.Grant;
import io.weir.support.access.Privilege;
import io.weir.support.identity.Identity;
import io.weir.support.problem.ProblemException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Hands grants out and takes them back, for administrators, for whoever has what they hand out with the grant option, and for
 * owners. */
@Component
public class GrantIssue {

    private static final String NOBODY = "anonymous";

    private final Grants grants;
    private final Roles roles;
    private final Access access;

    GrantIssue(Grants grants, Roles roles, Access access) {
        this.grants = grants;
        this.roles = roles;
        this.access = access;
    }

    /**
     * Lets pass who may hand a grant out: before a repeated request is told what it was answered.
     *
     * @throws ProblemException 403
     */
    public void check(Optional<Identity> caller, Grant grant) {
        caller.ifPresent(identity -> mustHandOut(identity, grant));
    }

    /**
     * Gives a role a grant.
     *
     * @param caller none where nobody has to say who they are
     * @throws ProblemException 403 where the caller may not hand this out, {@link AccessProblem#ROLE_NOT_FOUND},
     *     {@link AccessProblem#GRANT_EXISTS}
     */
    public RoleGrant give(Optional<Identity> caller, String role, Grant grant) {
        check(caller, grant);
        roles.get(role);
        return grants.add(role, grant, caller.map(Identity::name).orElse(NOBODY));
    }

    /**
     * Takes a grant back.
     *
     * @throws ProblemException 403 where the caller may not hand this out, {@link AccessProblem#GRANT_NOT_FOUND}
     */
    public void takeBack(Optional<Identity> caller, long id) {
        Optional<RoleGrant> found = grants.find(id);
        found.ifPresent(given -> caller.ifPresent(identity -> mustHandOut(identity, given.grant())));
        if (found.isEmpty() || !grants.remove(id)) {
            throw ProblemException.notFound(AccessProblem.GRANT_NOT_FOUND, "grant", Long.toString(id));
        }
    }

    private void mustHandOut(Identity caller, Grant grant) {
        boolean may = !caller.isBounded()
                || access.held(caller).stream()
                        .anyMatch(held -> held.handsOut(grant.privilege(), grant.kind(), grant.name()))
                || access.grant(caller, Privilege.OWNERSHIP, grant.kind(), grant.name())
                        .isPresent();
        if (!may) {
            throw Access.refusal(caller, grant.privilege(), grant.kind(), grant.name())
                    .with("withGrantOption", true);
        }
    }
}
