package io.weir.platform.access;

import io.weir.support.access.Grant;
import java.time.Instant;

/** A grant as it was given to a role. */
public record RoleGrant(long id, String role, Grant grant, String grantedBy, Instant grantedAt) {}
