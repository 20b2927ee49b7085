package io.weir.platform.oidc;

import java.util.List;

/** Which roles of the platform somebody has whom an issuer tells of. */
public interface KnownRoles {

    /** Roles that one may have at once: each call carries their names to the services. */
    int MOST = 32;

    /**
     * Those of the names that are roles here, and those that the user was given here; in the order of their names, of which
     * the first {@value #MOST} count.
     *
     * @throws io.weir.support.problem.ProblemException when it cannot be told now
     */
    List<String> of(String user, List<String> names);
}
