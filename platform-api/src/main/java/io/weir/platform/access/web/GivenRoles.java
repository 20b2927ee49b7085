package io.weir.platform.access.web;

import io.weir.support.access.Access;
import io.weir.support.access.Privilege;
import io.weir.support.access.ResourceKind;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/**
 * Who may have others have a role: whoever owns it, for with it goes all that it was granted, and will be. The right to change
 * whom it is given to does not do: else who looks after a user could give it any role.
 */
final class GivenRoles {

    private GivenRoles() {}

    /** @throws io.weir.support.problem.ProblemException 403 where one of the roles is not the caller's to give */
    static void require(Access access, HttpServletRequest call, List<String> roles) {
        roles.forEach(role -> access.require(call, Privilege.OWNERSHIP, ResourceKind.ROLE, role));
    }
}
