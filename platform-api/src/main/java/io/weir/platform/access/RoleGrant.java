package io.weir.platform.access;

import io.weir.support.access.Grant;
import io.weir.support.access.Member;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A grant as it was given to a role.
 *
 * @param members what is in the organizations that it is on; nothing where it is on something else
 */
public record RoleGrant(long id, String role, Grant grant, String grantedBy, Instant grantedAt, List<Member> members) {

    public RoleGrant {
        members = List.copyOf(members);
    }

    /** The grant, and the same on each of the members. */
    public Stream<Grant> grants() {
        return grant.with(members);
    }
}
