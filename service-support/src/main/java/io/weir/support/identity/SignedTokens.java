package io.weir.support.identity;

import io.weir.support.identity.SignedClaims.Claims;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Tokens that the platform signs for itself, with the name of the caller and its scope: they open what the caller may do. */
final class SignedTokens implements BearerTokens {

    private final SignedClaims claims;

    SignedTokens(SigningKeys keys, Duration life, Clock clock) {
        this.claims = new SignedClaims(keys, SignedClaims.PLAIN, life, clock);
    }

    String issue(Identity identity) {
        return claims.sign(identity, null, null);
    }

    @Override
    public Optional<Identity> find(String token) {
        return claims.find(token).map(Claims::identity);
    }
}
