package io.weir.support.identity;

import io.weir.support.identity.SignedClaims.Claims;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tickets open one thing, for some minutes, to who cannot send a header, as a browser's EventSource. They are signed as the
 * platform's own tokens are, and so outlive a restart with nothing stored; neither is ever taken for the other.
 */
public final class Tickets {

    private static final String TYPE = "ticket+jwt";

    private final SignedClaims claims;
    private final Duration life;

    Tickets(SigningKeys keys, Duration life, Clock clock) {
        this.claims = new SignedClaims(keys, TYPE, life, clock);
        this.life = life;
    }

    /**
     * Who had a ticket made.
     *
     * @param token the id of the API token that was brought for it, which may be revoked before the ticket expires; null
     *     where another kind was
     * @param end when the token ends that was brought for it, to the second; null where that is looked up by its id
     * @param named whether the identity's roles are those alone that this token names; others are looked up
     */
    public record Holder(
            Identity identity,
            @Nullable String token,
            @Nullable Instant end,
            boolean named) {}

    /** How long a ticket is good for. */
    public Duration life() {
        return life;
    }

    /**
     * Makes a ticket.
     *
     * @param purpose all that it opens, such as a path
     */
    public String issue(String purpose, Holder holder) {
        Long until = holder.end() == null ? null : holder.end().getEpochSecond();
        return claims.sign(holder.identity(), purpose, holder.token(), until, holder.named() ? true : null);
    }

    /** Whose ticket this is; none where it is for another purpose, not genuine or expired. */
    public Optional<Holder> find(String purpose, String ticket) {
        return claims.find(ticket)
                .filter(signed -> purpose.equals(signed.aud()))
                .map(Tickets::holder);
    }

    private static Holder holder(Claims signed) {
        Instant end = signed.until() == null ? null : Instant.ofEpochSecond(signed.until());
        return new Holder(signed.identity(), signed.via(), end, Boolean.TRUE.equals(signed.named()));
    }
}
