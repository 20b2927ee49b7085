package io.weir.support.identity;

import io.weir.support.identity.SignedClaims.Claims;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Tokens that the platform signs for itself, with the name of the caller and its scope: they open what the caller may do.
 * A caller's calls within some seconds share one, which is made once here and verified once by each service. Whoever loses
 * a right loses it as soon as before: a token says who calls, and what they may do is looked up at each call.
 */
final class SignedTokens implements BearerTokens {

    private static final Duration LONGEST_KEPT = Duration.ofSeconds(10);

    private final SignedClaims claims;
    private final Clock clock;
    private final Recent<Identity, String> issued;
    private final Recent<TokenHash, Claims> verified;

    SignedTokens(SigningKeys keys, Duration life, Clock clock) {
        this.claims = new SignedClaims(keys, SignedClaims.PLAIN, life, clock);
        this.clock = clock;
        Duration tenth = life.dividedBy(10);
        Duration kept = tenth.compareTo(LONGEST_KEPT) < 0 ? tenth : LONGEST_KEPT;
        this.issued = new Recent<>(kept);
        this.verified = new Recent<>(kept);
    }

    String issue(Identity identity) {
        Instant now = clock.instant();
        return issued.find(identity, now).orElseGet(() -> issued.keep(identity, claims.sign(identity), now));
    }

    @Override
    public Optional<Identity> find(String token) {
        TokenHash hash = TokenHash.of(token);
        Instant now = clock.instant();
        return verified.find(hash, now)
                .filter(claims::isCurrent)
                .or(() -> claims.find(token).map(found -> verified.keep(hash, found, now)))
                .map(Claims::identity);
    }
}
