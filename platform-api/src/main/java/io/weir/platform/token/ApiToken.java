package io.weir.platform.token;

import io.weir.support.identity.CallerKind;
import io.weir.support.identity.Identity;
import io.weir.support.identity.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a token that is not revoked.
 *
 * @param id the part of it that is no secret
 * @param user whose it is, and whose grants bound it; null where it is nobody's
 * @param properties texts about it, which nothing here reads
 * @param owner who answers for it, as in {@code user:ben}: who made it until it is handed over, not whom it speaks for
 * @param createdBy who made it
 * @param updatedAt when its end or its properties were last changed
 * @param revision grows by one with each change
 */
public record ApiToken(
        String id,
        String name,
        Scope scope,
        @Nullable String user,
        Map<String, String> properties,
        String owner,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        Instant updatedAt,
        long revision) {

    public ApiToken {
        properties = Map.copyOf(properties);
    }

    /** Whom it speaks for, with the roles that its user has now. */
    public Identity identity(List<String> roles) {
        return user == null
                ? new Identity(CallerKind.TOKEN.named(name), scope)
                : new Identity(CallerKind.USER.named(user), scope, roles);
    }

    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
