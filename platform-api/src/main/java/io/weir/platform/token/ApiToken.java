package io.weir.platform.token;

import io.weir.support.identity.Identity;
import io.weir.support.identity.Scope;
import java.time.Instant;

/**
 * What is known of a token that is not revoked.
 *
 * @param id the part of it that is no secret
 * @param createdBy who made it
 */
public record ApiToken(String id, String name, Scope scope, String createdBy, Instant createdAt, Instant expiresAt) {

    /** Whom it speaks for. */
    public Identity identity() {
        return new Identity("token:" + name, scope);
    }

    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
